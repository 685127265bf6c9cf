"""What of the archive an article repeats or translates: one look into the index, comparison, links, its place.

One call an article, on the connection of its transaction; many articles may share one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from db import articles, clues, links, marks
from db.article_rows import TextRow
from db.links import LinkRow
from db.marks import Found, Wanted
from scraper.crawl.copies import Lines, copy_candidates, lines_of, link_copies
from scraper.crawl.places import plain_place, rearrange
from scraper.crawl.tie import MEASURED, other_end
from scraper.crawl.translations import link_translations, translation_candidates
from scraper.identify.fingerprint import Fingerprint, fingerprint
from scraper.identify.stories import Place
from scraper.identify.translate import Clues


@dataclass(frozen=True, slots=True)
class Recognised:
    """`original`: the article of the same text that came first, which may be this one; None where there is no other."""

    place: Place
    original: int | None


ALONE = Recognised(Place(None, None), None)


def recognise(connection: Connection, subject: TextRow, mark: Fingerprint, hints: Clues, now: datetime) -> Recognised:
    """Find the copies and translations of an article that has just been stored, link them, and let each take its place.

    `mark`: the fingerprint of its text; `hints`: the clues to its translations.
    """
    return _recognise(connection, subject, mark, hints, {}, now)


def recognise_again(
    connection: Connection, article_id: int, mark: Fingerprint, hints: Clues, now: datetime
) -> Recognised:
    """The same for an article whose text has changed: its links to texts that it no longer resembles end."""
    (subject,) = articles.texts(connection, [article_id])
    before = {other_end(row, article_id): row for row in links.of(connection, [article_id])}
    return _recognise(connection, subject, mark, hints, before, now)


def _recognise(
    connection: Connection,
    subject: TextRow,
    mark: Fingerprint,
    hints: Clues,
    before: Mapping[int, LinkRow],
    now: datetime,
) -> Recognised:
    found, lines = _look_up(connection, subject, mark, hints, now)
    translations = {id_: row for id_, row in before.items() if row.relation == "translation" and not row.unlinked_at}
    same = copy_candidates(found.holders, subject.id) | {i for i, row in before.items() if row.relation in MEASURED}
    foreign = translation_candidates(found.clues, subject.language) | translations.keys()
    if not same and not foreign and not before:
        return ALONE
    texts = {row.id: row for row in articles.texts(connection, same | foreign)}
    recognised = ALONE
    if same or before:
        recognised = _settle(connection, subject, {id_: texts[id_] for id_ in same if id_ in texts}, lines, before, now)
    if foreign:
        others = {id_: texts[id_] for id_ in foreign if id_ in texts}
        moved = link_translations(connection, subject, others, found.clues, translations, now)
        rearrange(connection, moved)
    return recognised


def _look_up(
    connection: Connection, subject: TextRow, mark: Fingerprint, hints: Clues, now: datetime
) -> tuple[Found, Lines]:
    """Who may have to do with it, and which of its lines are the site's; from now on it is found by what is its own."""
    days = clues.buckets(subject.published_at or now)
    told, seen = (hints.told, hints.seen) if subject.language else ((), ())  # no translation without a language
    wanted = Wanted(mark.lines, mark.keys, told, seen, days)
    found = marks.find(connection, wanted)
    lines = lines_of(mark.lines, found.lines)
    if lines.dropped:
        wanted = replace(wanted, lines=(), keys=fingerprint(subject.text, lines.dropped).keys)
        found = marks.find(connection, wanted)
    marks.store(connection, subject.id, subject.language, wanted, found)
    return found, lines


def _settle(
    connection: Connection,
    subject: TextRow,
    others: Mapping[int, TextRow],
    lines: Lines,
    before: Mapping[int, LinkRow],
    now: datetime,
) -> Recognised:
    """Link the copies, and let all that are tied to each other take their places."""
    compared = link_copies(connection, subject, others, lines, before, now)
    place = None if before or compared.parted else plain_place(connection, subject, compared.verdicts)
    if place is None:
        tied = {subject.id, *before, *compared.parted}  # who was tied to it may be on its own now
        place = rearrange(connection, tied)[subject.id]
    return Recognised(place, place.duplicate_of or (subject.id if place.story_id else None))
