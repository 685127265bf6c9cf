"""Articles into the database, in one transaction: the text as a version, its place among copies, its addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from db import articles, runs, templates
from db.article_rows import ArticleRecord, Edit, Known
from db.connection import Connection
from db.frontier import PageRow
from db.frozen import frozen
from db.runs import FetchRow
from db.templates import Shown
from scraper.crawl.identity import Claim, Identity, claim_of, judge
from scraper.crawl.recognise import recognise, recognise_again
from scraper.crawl.record import answered
from scraper.crawl.serving import Got, Way, settle_pages
from scraper.crawl.to_record import to_record
from scraper.crawl.versions import edit_between, version_of
from scraper.crawl.work import Work, now
from scraper.identify import what_changed
from scraper.reading import Reading
from scraper.text import content_hash


@frozen
class Arrival:
    """An article as it came in. `observation`: what its page showed of the site's template, if that was asked for."""

    work: Work
    got: Got
    reading: Reading
    observation: bytes | None


@frozen
class Stored:
    """`outcome`: new, revised, unchanged, or alias where another page had brought it already.

    `original`: the article that has the same text and came first, which may be this one; None where there is no other.
    """

    article_id: int
    page_id: int
    outcome: str
    original: int | None


@frozen
class _Judged:
    """An arrival, and which article it is. `edit`: what it changes of the one that is there."""

    arrival: Arrival
    claim: Claim
    identity: Identity
    record: ArticleRecord
    edit: Edit

    @property
    def outcome(self) -> str:
        if self.identity.known is None:
            return "new"
        return "revised" if self.edit.changed else "unchanged"


def store_articles(connection: Connection, arrivals: Sequence[Arrival]) -> list[Stored]:
    """Each with its revision, its place among its copies, its addresses, its next visit: all of it or nothing.

    What comes in together is written table by table, and read by one question, where no two can be one article.
    """
    return [stored for some in _strangers(arrivals) for stored in _store(connection, some)]


def _strangers(arrivals: Sequence[Arrival]) -> Iterator[list[tuple[Arrival, Claim]]]:
    """The arrivals in their order, in parts in which no two have an address in common."""
    part: list[tuple[Arrival, Claim]] = []
    met: set[str] = set()
    for arrival in arrivals:
        claim = claim_of(arrival.got.address, arrival.reading.article)
        keys = {arrival.got.page.url_key, claim.key, claim.own_key}
        if not keys.isdisjoint(met):
            yield part
            part, met = [], set()
        part.append((arrival, claim))
        met |= keys
    yield part


def _store(connection: Connection, some: Sequence[tuple[Arrival, Claim]]) -> list[Stored]:
    moment = now()
    known = articles.find(connection, {key for _, claim in some for key in (claim.key, claim.own_key)})
    judged = [_judge(arrival, claim, known) for arrival, claim in some]
    fetch_ids = runs.record_fetches(connection, list(map(_fetch, judged)))
    placed = _place(connection, judged, fetch_ids, moment)
    ways = [_way(one, article_id, moment) for one, (article_id, _) in zip(judged, placed, strict=True)]
    pages = settle_pages(connection, ways, moment)
    stored = [_stored(*one) for one in zip(judged, placed, pages, strict=True)]
    templates.note_pages(connection, _shown(judged, stored, moment))
    return stored


def _judge(arrival: Arrival, claim: Claim, known: Mapping[str, Known]) -> _Judged:
    got, reading = arrival.got, arrival.reading
    identity = judge(claim, got.page, reading.article, known)
    record = to_record(reading, got.address, identity.canonical, identity.key)
    edit = edit_between(version_of(identity.known), version_of(record)) if identity.known else Edit()
    return _Judged(arrival, claim, identity, record, edit)


def _fetch(one: _Judged) -> FetchRow:
    work, got, version = one.arrival.work, one.arrival.got, one.record.parser_version
    page = got.page
    return answered(work, page.url, got.response, got.capture, one.outcome, page_id=page.id, parser_version=version)


def _place(
    connection: Connection, judged: Sequence[_Judged], fetch_ids: Sequence[int], moment: datetime
) -> list[tuple[int, int | None]]:
    """Store what is new of them, and let each take its place among its copies, in their order: the ids of the article
    and of its original."""
    brought = list(zip(judged, fetch_ids, strict=True))
    new = [articles.New(one.arrival.work.row.id, one.record, fetch) for one, fetch in brought if one.outcome == "new"]
    new_ids = iter(articles.add_all(connection, new, moment))
    placed: list[tuple[int, int | None]] = []
    for one, fetch_id in brought:
        known, reading = one.identity.known, one.arrival.reading
        if known is not None:
            placed.append((known.id, _renew(connection, known, one, fetch_id, moment)))
            continue
        subject = articles.text_row(next(new_ids), one.record)
        found = recognise(connection, subject, reading.fingerprint, reading.clues, moment)
        placed.append((subject.id, found.original))
    return placed


def _renew(connection: Connection, known: Known, one: _Judged, fetch_id: int, moment: datetime) -> int | None:
    record, reading = one.record, one.arrival.reading
    version = version_of(record)
    if not one.edit.changed:
        articles.touch(connection, known.id, moment)
        if known.printed_hash != record.printed_hash and version_of(known).printed != version.printed:
            articles.note_printed(connection, known, record.printed_hash)  # the site writes other boilerplate now
        return None
    hashes = {record.content_hash, content_hash(reading.uncut or record.text)}
    past = articles.past_like(connection, known.id, hashes, version.printed)
    old = next((row for row in past if not what_changed(version_of(row), version)), None)
    if old is not None:
        articles.go_back(connection, known, old, record, moment)
    else:
        articles.revise(connection, known, record, one.edit, fetch_id, moment)
    return recognise_again(connection, known.id, reading.fingerprint, reading.clues, moment).original


def _way(one: _Judged, article_id: int, moment: datetime) -> Way:
    changed_at = moment if one.outcome == "revised" else None
    return Way(one.arrival.work, one.arrival.got, one.claim, one.identity, article_id, changed_at)


def _stored(one: _Judged, placed: tuple[int, int | None], serving: PageRow) -> Stored:
    article_id, original = placed
    is_detour = one.outcome == "unchanged" and serving.id != one.arrival.got.page.id
    return Stored(article_id, serving.id, "alias" if is_detour else one.outcome, original)


def _shown(judged: Sequence[_Judged], stored: Sequence[Stored], moment: datetime) -> list[Shown]:
    """What the pages showed that were asked."""
    return [
        Shown(one.arrival.work.row.id, stored_as.page_id, one.record.language or "", moment, one.arrival.observation)
        for one, stored_as in zip(judged, stored, strict=True)
        if one.arrival.observation is not None
    ]
