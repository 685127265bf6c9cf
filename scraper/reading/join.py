"""Several parts of one article, read one by one, as one reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.article import Article
from scraper.identify import fingerprint
from scraper.reading.made import Reading, about_text
from scraper.text import content_hash, letters, normalise, word_count


def join_parts(first: Reading, others: Sequence[Reading]) -> Reading:
    """The first part's article with the text of all. A paragraph that later parts repeat, as leads are, stands once."""
    last = others[-1] if others else first
    text, closing = _without_signature(_joined([first.article.text, *(o.article.text for o in others)]), first.article)
    uncut, _ = _without_signature(_joined([first.uncut, *(other.uncut for other in others)]), first.article)
    return _with_text(first, last, text, uncut, closing or last.article.signature)


def take_whole(first: Reading, whole: Reading) -> Reading:
    """The first part's article with the text of the page that shows all parts."""
    text, closing = _without_signature(whole.article.text, first.article)
    uncut, _ = _without_signature(whole.uncut, first.article)
    return _with_text(first, whole, text, uncut, closing or whole.article.signature)


def _with_text(first: Reading, last: Reading, text: str, uncut: str, signature: str | None) -> Reading:
    article = replace(
        first.article,
        text=text,
        signature=signature,
        word_count=word_count(text),
        content_hash=content_hash(text),
        is_truncated=last.article.is_truncated,
        next_page=None,
    )
    return about_text(replace(first, article=article, fingerprint=fingerprint(text), uncut=uncut))


def _without_signature(text: str, first: Article) -> tuple[str, str | None]:
    """(text, signature): the last part may end with a name that only the first one's dateline knows."""
    body, _, last = text.rpartition("\n\n")
    agency = re.search(r"[(\[/]([^()\[\]/]+)[)\]/]", first.dateline_prefix or "")
    names = {letters(name) for name in (first.publisher, agency[1] if agency else None) if name}
    return (body, last) if body and letters(last) in names else (text, None)


def is_part_of(part: Reading, readings: Sequence[Reading]) -> bool:
    """Whether this is more of the article: it has a text of its own, and no other article's title."""
    known = {paragraph for reading in readings for paragraph in reading.article.text.split("\n\n")}
    brings_more = any(paragraph not in known for paragraph in part.article.text.split("\n\n"))
    return part.article.kind != "page" and brings_more and _same_title(part.article.title, readings[0].article.title)


def _same_title(part: str | None, first: str | None) -> bool:
    """Equal, or one with something before or behind, as in `The bridge (2/3)`."""
    one, other = normalise(part or ""), normalise(first or "")
    return not one or not other or one in other or other in one


def _joined(texts: Sequence[str]) -> str:
    seen: set[str] = set()
    kept = []
    for text in texts:
        before = frozenset(seen)  # within one part repetition is the author's
        for paragraph in text.split("\n\n"):
            if paragraph not in before:
                kept.append(paragraph)
                seen.add(paragraph)
    return "\n\n".join(kept)
