"""Carrying what a poll brought into the database: each function is one transaction over one endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from db import frontier, gaps, runs, sightings, sources
from db.connection import Connection
from db.frozen import frozen
from db.gaps import GapRow
from db.sources import EndpointRow
from scraper.archive import Capture
from scraper.crawl.fill import entries_since, entries_within
from scraper.crawl.polls import Rhythm, hint_of, poll_of
from scraper.crawl.record import answered, failed, outcome_of
from scraper.crawl.work import Work, now
from scraper.errors import FetchError
from scraper.response import Response
from scraper.schedule import is_gap

if TYPE_CHECKING:
    from scraper.discover import Child, Listing

SIGHTED = {"section", "home", "json"}
"""Kinds whose order says what the editors put on top."""


@frozen
class Answer:
    """What an endpoint answered, and where that is kept. `lastmod`: what the index above it says of it."""

    row: EndpointRow
    response: Response
    capture: Capture | None
    lastmod: datetime | None


@frozen
class Wanted:
    """Which entries of a listing are taken: all; those of a gap; those that are no older than this.

    `further`: whether its next page is wanted too, where this one has something new.
    """

    gap: GapRow | None = None
    since: datetime | None = None
    further: bool = True

    def of(self, listing: Listing) -> Listing:
        if self.gap is not None:
            listing = replace(listing, entries=entries_within(listing.entries, self.gap))
        if self.since is not None:
            listing = replace(listing, entries=entries_since(listing.entries, self.since))
        return listing


@frozen
class Noted:
    """How many pages of a listing were new, and which further pages of it are to be read for that."""

    new: int
    following: tuple[EndpointRow, ...] = ()


def is_outage(row: EndpointRow, error: FetchError) -> bool:
    """Whether the trouble is our own, for all that we know: what has never answered may have no working name."""
    return error.kind == "local" and row.last_fetched_at is not None


def note_trouble(
    connection: Connection, work: Work, row: EndpointRow, error: FetchError, capture: Capture | None, rhythm: Rhythm
) -> None:
    runs.record_fetch(connection, failed(work, row.url, error, capture, endpoint_id=row.id))
    if is_outage(row, error):
        sources.update_endpoint(connection, row.id, error=str(error), **rhythm.postpone(row))
        return
    failures = row.failures + 1
    is_final = row.found_by == "pagination" and outcome_of(error) in {"refused", "gone"}
    plan = rhythm.plan(row, failures=0 if is_final else failures)
    sources.update_endpoint(connection, row.id, failures=failures, error=str(error), **plan)


def note_same(connection: Connection, work: Work, answer: Answer, rhythm: Rhythm) -> None:
    """It lists what it listed before."""
    row, response = answer.row, answer.response
    fetch = answered(work, row.url, response, answer.capture, "not_modified", endpoint_id=row.id)
    runs.record_fetch(connection, fetch)
    known: dict[str, Any] = {"lastmod": answer.lastmod} if answer.lastmod else {}
    known |= {} if response.not_modified else {"full_at": now()}
    known |= rhythm.plan(row, hint=hint_of(response, None)) | {"fresh": 0}
    if row.failures:
        known["error"] = None
    sources.update_endpoint(connection, row.id, last_fetched_at=now(), failures=0, **known)
    sightings.still_there(connection, row.id, now())


def note_children(
    connection: Connection, source_id: int, children: Sequence[Child], *, is_whole: bool
) -> list[EndpointRow]:
    """The sitemaps of an index. One that has changed loses its `lastmod` until it has been read, whatever happens.

    `is_whole`: the index is read for all that it lists, and its validators will be kept; not where a gap is filled.
    """
    rows = []
    for child in children:
        row = sources.add_endpoint(connection, source_id, "sitemap", child.url, "index")
        if is_whole and row.lastmod is not None and row.lastmod != child.lastmod:
            sources.update_endpoint(connection, row.id, lastmod=None)
            row = replace(row, lastmod=None)
        rows.append(row)
    return rows


def note_listing(
    connection: Connection, work: Work, answer: Answer, whole: Listing, wanted: Wanted, rhythm: Rhythm
) -> Noted:
    """What is listed and the validators together, so that a crash can't lose an entry."""
    from scraper.crawl.listings import TOLD_BY, discoveries, keys_of  # most passes find no listing that has changed

    moment = now()
    row, response, listing = answer.row, answer.response, wanted.of(whole)
    found = discoveries(listing, work, TOLD_BY[row.kind], moment)
    runs.record_fetch(connection, answered(work, row.url, response, answer.capture, "listing", endpoint_id=row.id))
    new = frontier.discover(connection, work.row.id, row.id, found, moment)
    if wanted.gap is not None:  # a part of the listing only: what it says of the whole stays as it is
        return Noted(new)
    if row.kind in SIGHTED and row.found_by != "pagination":
        in_order = sorted(listing.entries, key=lambda entry: entry.position)
        sightings.note(connection, row.id, keys_of(in_order), moment)
    if row.kind == "feed" and row.last_fetched_at is not None and is_gap(poll_of(row, len(found), new)):
        gaps.note(connection, work.row.id, row.id, row.last_fetched_at, moment, len(found))
    sources.update_endpoint(
        connection,
        row.id,
        etag=response.header("ETag"),
        last_modified=response.header("Last-Modified"),
        payload_digest=response.payload_digest,
        last_fetched_at=moment,
        last_changed_at=moment,
        entries=len(listing.entries),
        failures=0,
        error=listing.problem,
        fresh=new,
        full_at=moment,
        **rhythm.plan(row, listed=len(found), new=new, hint=hint_of(response, listing.ttl_s)),
        **({"lastmod": answer.lastmod} if answer.lastmod else {}),
    )
    return Noted(new, _note_turning(connection, work, row, listing, moment) if new and wanted.further else ())


def _note_turning(
    connection: Connection, work: Work, row: EndpointRow, listing: Listing, moment: datetime
) -> tuple[EndpointRow, ...]:
    """The next page of a list is due from now on until it is read, whatever happens: this page will say that it is
    unchanged, and the links that it has pushed there would be read by nobody."""
    if row.kind not in SIGHTED:
        return ()
    kind = "json" if row.kind == "json" else "section"
    found = []
    for child in listing.children:
        following = sources.add_endpoint(connection, work.row.id, kind, child.url, "pagination")
        due = {"next_poll_at": moment, "poll_reason": "the page before it has something new"}
        sources.update_endpoint(connection, following.id, **due)
        found.append(replace(following, next_poll_at=moment))
    return tuple(found)
