"""Which articles of the archive are an article in another language. One call an article, after its copies are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection

from db import articles, clues, links
from db.articles import TextRow
from db.clues import ClueRow
from db.links import LinkRow
from scraper.crawl.recognise import APART, linked, other_end, rearrange
from scraper.identify.translate import METHOD, Clues, Side, Translation, compare_languages

NONE_YET: Mapping[int, LinkRow] = MappingProxyType({})

COMPARED = 5
"""Candidates that are compared, those with the most clues in common first."""

ENOUGH_CLUES = 2
"""Names or figures in common that make a candidate, where the site says nothing."""


def find_translations(
    connection: Connection,
    article_id: int,
    marks: Clues,
    language: str | None,
    published_at: datetime | None,
    now: datetime,
    before: Mapping[int, LinkRow] = NONE_YET,
) -> int:
    """Link the article with its translations, at most one in each language; how many there are.

    An article whose language nobody knows has none. `before`: the links that it had, by the other article's id.
    """
    if language is None:
        return 0
    moment = published_at or now
    found = clues.find(connection, marks.told, marks.seen, moment)
    clues.add(connection, article_id, language, marks.told, marks.seen, moment, found)
    told = {row.article_id for row in found if row.bucket == clues.ALWAYS}
    told |= {id_ for id_, row in before.items() if row.rule == "hreflang"}
    candidates = _candidates(found, language) | before.keys()
    if not candidates:
        return 0
    texts = {row.id: row for row in articles.texts(connection, {article_id, *candidates})}
    subject = texts.pop(article_id)
    others = [one for one in texts.values() if one.language not in {None, subject.language}]
    best = _best(subject, others, told)
    rows = [linked(subject, other, made, "translation", METHOD, now) for other, made in best]
    rows = _without_copies(connection, article_id, rows)
    left = before.keys() & texts.keys() - {other_end(row, article_id) for row in rows}
    gone = [id_ for id_ in sorted(left) if not _compare(subject, texts[id_], told)]  # not just less alike than another
    over = [linked(subject, texts[id_], APART, APART.relation, METHOD, now) for id_ in gone]
    if rows or over:
        links.record(connection, [*rows, *over])
        rearrange(connection, [article_id, *gone])
    return len(rows)


def find_translations_again(
    connection: Connection,
    article_id: int,
    marks: Clues,
    language: str | None,
    published_at: datetime | None,
    now: datetime,
) -> int:
    """The same for an article whose text has changed: who is no translation of it any more leaves its story."""
    before = {
        other_end(row, article_id): row
        for row in links.of(connection, [article_id])
        if row.relation == "translation" and row.unlinked_at is None
    }
    return find_translations(connection, article_id, marks, language, published_at, now, before)


def _candidates(found: Iterable[ClueRow], language: str) -> set[int]:
    foreign = [row for row in found if row.language != language]
    if not foreign:
        return set()
    told = {row.article_id for row in foreign if row.bucket == clues.ALWAYS}
    shared = Counter(row.article_id for row in foreign)
    often = [
        one for one, count in sorted(shared.items(), key=lambda item: (-item[1], item[0])) if count >= ENOUGH_CLUES
    ]
    return told.union(often[:COMPARED])


def _best(subject: TextRow, others: Iterable[TextRow], told: set[int]) -> list[tuple[TextRow, Translation]]:
    """The surest translation in each language; all that the site tells of."""
    best: dict[str | None, tuple[TextRow, Translation]] = {}
    for other in others:
        made = _compare(subject, other, told)
        if made and (other.language not in best or made.score > best[other.language][1].score):
            best[other.language] = (other, made)
    return list(best.values())


def _compare(subject: TextRow, other: TextRow, told: set[int]) -> Translation | None:
    return compare_languages(_side(subject), _side(other), told=other.id in told)


def _side(row: TextRow) -> Side:
    return Side(row.text, row.language or "", row.canonical_url, row.image_url, row.published_at)


def _without_copies(connection: Connection, article_id: int, rows: list[LinkRow]) -> list[LinkRow]:
    """A pair that is a copy is no translation: its language was misread."""
    if not rows:
        return rows
    copies = {(row.a_id, row.b_id) for row in links.of(connection, [article_id]) if row.relation in {"same", "excerpt"}}
    return [row for row in rows if (row.a_id, row.b_id) not in copies]
