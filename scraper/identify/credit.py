"""Which agencies a text is credited to: in its dateline, its byline, its signature, and in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scraper.folding import fold_words
from scraper.identify.known_words import KnownWords
from scraper.text import folded

_AGENCIES = {
    "AP": ("AP", "Associated Press"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Reuters": ("Reuters", "Рейтер", "Рейтерс", "Рейтеры"),
    "dpa": ("dpa", "dpa-AFX", "Deutsche Presse-Agentur"),
    "APA": ("APA",),
    "sda": ("sda", "Keystone-SDA", "ATS"),
    "TASS": ("TASS", "ТАСС", "ИТАР-ТАСС"),
    "RIA Novosti": ("RIA Novosti", "РИА Новости", "РИА «Новости»", 'РИА "Новости"'),
    "Interfax": ("Interfax", "Интерфакс"),
    "Xinhua": ("Xinhua", "新华社", "Синьхуа"),
    "Kyodo": ("Kyodo", "共同通信"),
    "Jiji": ("Jiji", "Jiji Press", "時事通信"),
    "Yonhap": ("Yonhap", "연합뉴스"),
    "ANSA": ("ANSA",),
    "EFE": ("EFE", "Europa Press"),
    "PAP": ("PAP",),
    "Ukrinform": ("Ukrinform", "Укрінформ", "Укринформ"),
    "UNIAN": ("UNIAN", "УНІАН", "УНИАН"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "Anadolu": ("Anadolu", "Anadolu Agency", "Anadolu Ajansı", "Anadolu Ajansi", "AA"),
    "UPI": ("UPI",),
    "Bloomberg": ("Bloomberg",),
    "BELTA": ("BELTA", "БЕЛТА", "БелТА"),
    "Kazinform": ("Kazinform", "Казинформ"),
    "bbabo.net": ("bbabo.net",),
}
"""Usual name to all spellings."""
_SPELLINGS = [one for spellings in _AGENCIES.values() for one in spellings]
_NAMES = list(_AGENCIES)
_ANY = "|".join(
    f"(?P<a{number}>{'|'.join(sorted(map(re.escape, spellings), key=len, reverse=True))})"
    for number, spellings in enumerate(_AGENCIES.values())
)
_FIRST = {one[0] for one in _SPELLINGS}
"""The letters that names begin with: a line is looked through by these, ten times as fast as by the names."""
_OPENINGS = KnownWords(fold_words(one).words.decode().split()[0] for one in _SPELLINGS)
"""The words that names begin with, by which a whole text is looked through."""
_NAME = re.compile(rf"(?=[{''.join(sorted(_FIRST))}])(?<!\w)(?:{_ANY})(?!\w)")
_WHOLE = re.compile(rf"\W*(?:{_ANY})\W*", re.IGNORECASE)
_BRACKETS = "([/"
_IN_BRACKETS = re.compile(r"[(\[/]([^()\[\]/\n]{2,60})[)\]/]")
_CREDIT = re.compile(
    r"(?:mit (?:material|agentur(?:material|en))|quellen?|source|con informaci[oó]n de|avec|with|reporting by|сообщает|"
    r"передает|передаёт|сообщили|пишет|по данным|со ссылкой на|источник|повідомляє|передає|laut|berichtet|meldet|"
    r"according to|reports|reported by|told|selon|según)\W{1,3}(?:\w+\W){0,4}?$",
    re.IGNORECASE,
)
EDGE = 400
"""Letters at either end of a text where a bracketed agency is a credit."""

PARTS_KNOWN = 1024
"""Openings, signatures and authors that are kept: a site has the same on many pages."""


def agencies(authors: Iterable[str], opening: str | None, closing: str | None, text: str) -> tuple[str, ...]:
    """The agencies' usual names, each once, in the order in which they are credited.

    `opening`: the dateline as printed, `closing`: the signature. In the text itself an agency counts where it stands in
    brackets at an end, `(dpa)`, or is named as the source: `сообщает ТАСС`.
    """
    found: dict[str, None] = {}
    for part in filter(None, (opening, closing)):
        found.update(dict.fromkeys(_named(part)))
    for author in authors:
        found.update(dict.fromkeys(name for piece in re.split(r"[/,]", author) if (name := _whole(piece))))
    found.update(dict.fromkeys(_in_text(text)))
    return tuple(found)


def _in_text(text: str) -> Iterator[str]:
    for end in (text[:EDGE], text[-EDGE:] if len(text) > EDGE else ""):
        if not any(map(end.__contains__, _BRACKETS)):  # seen in a tenth of the time
            continue
        for bracket in _IN_BRACKETS.finditer(end):
            for piece in re.split(r"[/,;]", bracket[1]):
                if name := _whole(piece):
                    yield name
    found = folded(text)
    done = 0
    for at in _OPENINGS.among(found.hashes):
        start = found.starts[at]
        if start >= done and (match := _NAME.match(found.text, start)):
            done = match.end()
            if _CREDIT.search(found.text[max(0, start - 60) : start]):
                yield _name_of(match)


@lru_cache(maxsize=PARTS_KNOWN)
def _named(part: str) -> tuple[str, ...]:
    return tuple(_name_of(match) for match in _NAME.finditer(part.replace("bbabo.Net", "bbabo.net")))


@lru_cache(maxsize=PARTS_KNOWN)
def _whole(piece: str) -> str | None:
    match = _WHOLE.fullmatch(piece)
    return _name_of(match) if match else None


def _name_of(match: re.Match[str]) -> str:
    return _NAMES[int((match.lastgroup or "a0")[1:])]
