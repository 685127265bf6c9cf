"""The filters of a search as the index knows them, and what of them it leaves open."""

from __future__ import annotations

from dataclasses import replace

from db.frozen import frozen
from db.public import Filter
from db.search import facts
from db.search.overview import Overview


@frozen
class Known:
    """What the index says of a filter: of each group one fact must be true. `rest`: what it leaves open."""

    groups: list[facts.Group]
    rest: Filter


def facts_of(overview: Overview, narrow: Filter) -> Known | None:
    """The filters as lexemes; None: nothing can match."""
    groups: list[facts.Group] = []
    rest = Filter(unique=narrow.unique)
    if narrow.source is not None:
        source_id = overview.source_id(narrow.source)
        if source_id is None:
            return None
        groups.append(facts.any_of([facts.of_source(source_id)]))
    if narrow.language is not None:
        groups.append(facts.any_of([facts.of_language(narrow.language)]))
    if narrow.section is not None:
        groups.append(facts.any_of([facts.of_section(narrow.section)]))
    if narrow.author is not None:
        by_author = facts.by_author(narrow.author)
        if not by_author:
            return None
        groups.append(by_author)
    if narrow.since is not None or narrow.until is not None:
        if overview.days is None:
            return None
        days = facts.within(narrow.since, narrow.until, *overview.days)
        if days is not None and not days:
            return None
        groups += [facts.any_of(days)] if days else []
        if not (days and facts.is_of_days(narrow.since) and facts.is_of_days(narrow.until)):
            rest = replace(rest, since=narrow.since, until=narrow.until)
    return Known(groups, rest)
