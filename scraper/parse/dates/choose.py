"""Which of a page's times is its publication, and which its last change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from scraper.parse.dates.moment import Moment
from scraper.parse.dates.told import (
    AMERICAN,
    VAGUE_META,
    month_first_signs,
    read_all,
    told_by_scripts,
    told_modified,
    told_published,
)
from scraper.parse.dates.visible import Seen, seen_dates, shown_times
from scraper.parse.document import Document
from scraper.parse.evidence import Hints
from scraper.parse.nearby import Nearby

FUTURE = timedelta(days=1)
"""Clocks and zones differ by less; a date further ahead is a mistake or an event."""

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No web page is older; such a date is a default value."""

SAME = timedelta(days=2)
"""Witnesses that differ by less speak of one publication."""

NEWSROOMS = range(-8, 14)
"""Hours from UTC of the zones where nearly all of the world's news is written."""


def find_published(
    document: Document,
    article: dict[str, Any] | None,
    hints: Hints,
    now: datetime | None,
    near: Nearby,
    ruled: str | None = None,
) -> Moment | None:
    """The best witness: a time to the minute before one to the day, and among equals the one that stands first here.

    Midnight to the second is what software writes that knows only the day.
    """
    found = _published(document, article, hints, now, near, ruled)
    if found is None or found.at.time() != time() or found.source in {"feed", "list", "sitemap"}:
        return found
    return Moment(found.at.replace(tzinfo=UTC), "day", found.source)


def _published(
    document: Document,
    article: dict[str, Any] | None,
    hints: Hints,
    now: datetime | None,
    near: Nearby,
    ruled: str | None,
) -> Moment | None:
    told = [found for found in told_published(document, article, hints, ruled) if _is_credible(found.at, now)]
    is_contested = _is_contested(document, article, told)
    if told and _best(told).precision != "day" and not is_contested:
        return _in_its_zone(_best(told), told, document)
    seen = _credible(document, near, now)
    published = next((found.moment for found in seen if not found.is_update), None)
    if told and is_contested:
        return _in_its_zone(_settled(told, seen), told, document)
    if told:
        return _best([*told, published] if published else told)
    scripted = (found for found in told_by_scripts(document) if _is_credible(found.at, now))
    return published or next(scripted, None) or _last_resort(document, article, seen, now)


def find_modified(
    document: Document,
    article: dict[str, Any] | None,
    published: Moment | None,
    now: datetime | None,
    ruled: str | None = None,
) -> Moment | None:
    """When it was changed, if that is no earlier than its publication. `ruled`: what the site's rule found."""
    for found in told_modified(document, article, ruled):
        if _is_credible(found.at, now):
            return None if published is not None and found.at < published.at else found
    return None


def _best(told: list[Moment]) -> Moment:
    """The first, or the first exact one of the same day; an address that tells of an earlier day is older."""
    first = told[0]
    address = next((found for found in told if found.source == "url"), None)
    if address is not None and first.source in {"jsonld", "meta"} and first.at - address.at > SAME:
        first = address
    if first.precision in {"second", "minute"}:
        return first
    exact = (found for found in told if found.precision in {"second", "minute"})
    return next(
        (found for found in exact if first.at.date() in {found.at.date(), found.at.astimezone(UTC).date()}), first
    )


def _is_contested(document: Document, article: dict[str, Any] | None, told: list[Moment]) -> bool:
    """Whether readers may be shown better: two days are told, or a lone witness may tell of the last change, or of
    the record's creation: then readers are shown a day between that and the last change.

    What the site's rule found is never contested.
    """
    by_source = {found.source: found for found in reversed(told)}
    if "rule" in by_source:
        return False
    jsonld, meta = by_source.get("jsonld"), by_source.get("meta")
    if jsonld is not None and meta is not None:
        return not _days(jsonld) & _days(meta)
    lone = jsonld or meta
    if lone is None or len(by_source) > 1:
        return False
    changed = next(told_modified(document, article), None)
    if changed is None:
        return lone is meta and any(name in document.meta for name in VAGUE_META)
    between = (lone.at + SAME < shown.at < changed.at - SAME for shown in shown_times(document))
    return lone.at >= changed.at or (lone is meta and any(between))


def _settled(told: list[Moment], seen: list[Seen]) -> Moment:
    """The first of those told that falls on a day shown, else the only day that stands alone near the headline.

    Such a day is believed before that of a record's creation, and before that of an import.
    """
    best = _best(told)
    for shown in sorted(seen, key=lambda found: found.is_update):
        for found in told:
            if shown.moment.at.date() in _days(found):
                return _best([found, shown.moment, *told])
    alone = {found.moment.at.date(): found.moment for found in seen if found.is_plain and not found.is_update}
    header = next(iter(alone.values()), best) if len(alone) == 1 else best
    changed = next((found.moment for found in seen if found.is_plain and found.is_update), best)
    if changed.at.date() < best.at.date():  # nothing is published after its last change
        return changed
    return header if abs(best.at - header.at) > SAME else best


def _days(moment: Moment) -> set[date]:
    return {moment.at.date(), moment.at.astimezone(UTC).date()}


def _in_its_zone(moment: Moment, told: list[Moment], document: Document) -> Moment:
    """The same instant as another witness tells it: some say it in UTC, others in the zone of the newsroom.

    Where only a day is told beside it (by the address, say) and the instant lies in the day before or after, its zone
    is the nearest one in which it lies in that day.
    """
    if moment.precision == "day" or moment.at.utcoffset():
        return moment
    values = [node.attrs.get("datetime") for node in document.times if node.tag == "time"][:5]
    for found in (*told, *read_all(values, "time", "")):
        if found.at == moment.at and found.at.utcoffset():
            return replace(moment, at=found.at)
    days = {found.at.date() for found in told if found.precision == "day" and found.source != "meta"}
    if moment.at.date() not in days:
        for hours in (-moment.at.hour - 1, 24 - moment.at.hour):
            at = moment.at.astimezone(timezone(timedelta(hours=hours))) if hours in NEWSROOMS else moment.at
            if at.date() in days:
                return replace(moment, at=at)
    return moment


def _credible(document: Document, near: Nearby, now: datetime | None) -> list[Seen]:
    """What the page shows; where all of it lies ahead, month and day are the other way round on this page."""
    month_first = month_first_signs(document)
    for order in (month_first, "" if month_first else AMERICAN):
        shown = seen_dates(document, near, order)
        credible = [found for found in shown if _is_credible(found.moment.at, now)]
        if credible or not shown:
            return credible
    return []


def _last_resort(
    document: Document, article: dict[str, Any] | None, seen: list[Seen], now: datetime | None
) -> Moment | None:
    """A page that only tells when it was changed was published no later: better than nothing, and called `modified`."""
    changed = [found.moment for found in seen] + list(told_modified(document, article))
    changed += read_all([node.get("dateModified") for node in document.jsonld], "modified", "")
    found = next((found for found in changed if _is_credible(found.at, now)), None)
    return Moment(found.at, found.precision, "modified") if found else None


def _is_credible(at: datetime, now: datetime | None) -> bool:
    return at >= OLDEST and (now is None or at <= now + FUTURE)
