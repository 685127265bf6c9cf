"""What editors paste into articles and no class name gives away: notices that only their recurrence tells from text."""

from __future__ import annotations

import re
from dataclasses import replace

from scraper.sample.resources import Resource

NOTICES = {
    "de": (
        "Sieben Nachrichten jeden Morgen in Ihrem Postfach, für weniger als den Preis eines Kaffees im Monat.",
        "Unsere Redaktion gehört niemandem als ihren Lesern, und sie können ihr zu jeder Stunde schreiben.",
    ),
    "en": (
        "Seven stories in your letter box each morning, for less than the price of a coffee a month.",
        "Our newsroom belongs to nobody but its readers, and they can write to it at any hour of the day.",
    ),
    "fr": (
        "Sept nouvelles chaque matin dans votre boîte, pour moins que le prix d'un café par mois.",
        "Notre rédaction n'appartient qu'à ses lecteurs, et ils peuvent lui écrire à toute heure du jour.",
    ),
    "ru": (
        "Семь новостей каждое утро в вашем почтовом ящике, дешевле одной чашки кофе в месяц.",
        "Наша редакция принадлежит только своим читателям, и они могут писать ей в любое время суток.",
    ),
}
"""By language: one for a box behind the first paragraph, one that closes the text."""

_LANGUAGE = re.compile(rb'<html lang="(\w\w)"')
_BODY = re.compile(r'(<div class="story-body"[^>]*>\n<p>.*?</p>)(.*?)(\n</div>\n</article>)', re.DOTALL)


def cluttered(resource: Resource) -> Resource:
    """The page with the notices of its language in its text; whatever is no article stays as it is."""
    said = _LANGUAGE.search(resource.body)
    if said is None or b'<div class="story-body" id=' not in resource.body:
        return resource
    language = said[1].decode()
    encoding = _encoding(resource.body, language)
    box, closing = NOTICES[language]
    text = _BODY.sub(
        lambda found: f'{found[1]}\n<div class="mx-insert"><p>{box}</p></div>{found[2]}\n<p>{closing}</p>{found[3]}',
        resource.body.decode(encoding),
    )
    return replace(resource, body=text.encode(encoding))


def _encoding(body: bytes, language: str) -> str:
    try:
        body.decode()
    except UnicodeDecodeError:
        return "windows-1251" if language == "ru" else "windows-1252"
    return "utf-8"
