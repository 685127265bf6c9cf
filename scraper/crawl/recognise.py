"""What of the archive an article repeats or translates: one look into the index, comparison, links, its place.

One call an article, on the connection of its transaction; many articles may share one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from db import articles, clues, links, marks
from db.article_rows import TextRow
from db.connection import Connection
from db.frozen import frozen
from db.links import LinkRow
from db.marks import Found, Wanted
from scraper.crawl.copies import Compared, Lines, copy_candidates, is_repeated, lines_of, link_copies
from scraper.crawl.places import join_stories, plain_place, rearrange
from scraper.crawl.tie import MEASURED, other_end
from scraper.crawl.translations import link_translations, told_by, translation_candidates
from scraper.identify.fingerprint import Fingerprint, fingerprint
from scraper.identify.stories import Place
from scraper.identify.translate import NO_CLUES, Clues


@frozen
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
    wanted, found, lines = look_up(connection, subject, mark, hints, now)
    translations = {id_: row for id_, row in before.items() if row.relation == "translation" and not row.unlinked_at}
    same = copy_candidates(found.holders, subject.id) | {i for i, row in before.items() if row.relation in MEASURED}
    told = told_by(found.clues, wanted.told, subject.language)
    foreign = translation_candidates(found.clues, wanted.fact_keys(), subject.language, len(subject.text))
    foreign |= told | translations.keys()
    texts = {row.id: row for row in articles.texts(connection, same | foreign)}
    recognised = ALONE
    is_tied = bool(before)
    if same or before:
        others = {id_: texts[id_] for id_ in same if id_ in texts}
        compared = link_copies(connection, subject, others, lines, before, now)
        recognised = _settle(connection, subject, compared, before)
        is_tied |= bool(compared.links or compared.parted)
        if is_repeated(subject, compared.verdicts):
            wanted = replace(wanted, names=())
    marks.store(connection, subject.id, subject.language, len(subject.text), wanted, found)
    if foreign:
        others = {id_: texts[id_] for id_ in foreign if id_ in texts}
        decided = link_translations(connection, subject, others, told, translations, now, is_tied=is_tied)
        ends = [others[other_end(row, subject.id)] for row in decided]
        if ends and (is_tied or not join_stories(connection, subject, ends)):
            rearrange(connection, {subject.id, *[one.id for one in ends]})
    return recognised


def look_up(
    connection: Connection, subject: TextRow, mark: Fingerprint, hints: Clues, now: datetime
) -> tuple[Wanted, Found, Lines]:
    """What an article is known by without the lines that are the site's, who may have to do with it, and its lines.

    Which lines are the site's the index knows, and with them the keys to ask for. One question does where these are the
    lines that it has told of before.
    """
    days = clues.buckets(subject.published_at or now)
    if not subject.language:  # no translation without a language
        hints = NO_CLUES
    likely = lines_of(mark.lines, marks.lines_told(connection)).dropped
    keys = _keys_without(subject, mark, likely)
    wanted = Wanted(mark.lines, keys, hints.told, hints.facts, hints.names, days)
    found = marks.find(connection, wanted)
    lines = lines_of(mark.lines, found.lines)
    if lines.dropped != likely:
        wanted = replace(wanted, keys=_keys_without(subject, mark, lines.dropped))
        found.holders = marks.find(connection, Wanted(keys=wanted.keys)).holders
    return wanted, found, lines


def _keys_without(subject: TextRow, mark: Fingerprint, dropped: frozenset[int]) -> Sequence[int]:
    return fingerprint(subject.text, dropped).keys if dropped else mark.keys


def _settle(connection: Connection, subject: TextRow, compared: Compared, before: Mapping[int, LinkRow]) -> Recognised:
    """Let all that are tied to each other by copying take their places."""
    place = None if before or compared.parted else plain_place(connection, subject, compared)
    if place is None:
        tied = {subject.id, *before, *compared.parted}  # who was tied to it may be on its own now
        place = rearrange(connection, tied)[subject.id]
    return Recognised(place, place.duplicate_of or (subject.id if place.story_id else None))
