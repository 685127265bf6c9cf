"""What was edited from one version of an article to the next: as JSON, as rows, in the terminal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.text import Text

from db.article_rows import PastRow
from db.frozen import frozen
from scraper.cli.output import console, plain
from scraper.errors import UsageError
from scraper.identify import Change, Version, changes, size

ROW = ("from", "to", "seen_at", "part", "operation", "before", "after", "context")


@frozen
class Step:
    """What changed from one version to another."""

    old: PastRow
    new: PastRow
    changes: list[Change]


def between(versions: Sequence[PastRow], start: int | None, end: int | None) -> list[Step]:
    """Each version with the next one, or the two that were named. Raises UsageError for a version that isn't there."""
    return [Step(old, new, changes(_version(old), _version(new))) for old, new in _pairs(versions, start, end)]


def as_json(step: Step) -> dict[str, Any]:
    added, removed = size(step.changes)
    return {
        "from": step.old.number,
        "to": step.new.number,
        "seen_at": plain(step.new.seen_at),
        "words_added": added,
        "words_removed": removed,
        "changes": [asdict(change) for change in step.changes],
    }


def rows(steps: list[Step]) -> Iterator[tuple[Any, ...]]:
    for step in steps:
        for change in step.changes:
            yield (step.old.number, step.new.number, step.new.seen_at, *(asdict(change)[name] for name in ROW[3:]))


def show(step: Step) -> None:
    """As `wdiff` marks it, and in colour on a terminal: [-gone-] {+come+}."""
    out = console()
    added, removed = size(step.changes)
    heading = f"version {step.old.number} to {step.new.number}, seen {plain(step.new.seen_at)}: "
    out.print(Text(f"{heading}{added} words added, {removed} removed", style="bold"))
    for change in step.changes:
        line = Text.assemble((f"{change.part:<6}", "dim"), f"… {change.context} " if change.context else "")
        if change.before:
            line.append(f"[-{change.before}-]", style="red strike")
        if change.after:
            line.append(f"{{+{change.after}+}}", style="green")
        out.print(line, soft_wrap=True)


def _pairs(versions: Sequence[PastRow], start: int | None, end: int | None) -> Iterator[tuple[PastRow, PastRow]]:
    if start is None and end is None:
        yield from itertools.pairwise(versions)
        return
    by_number = {version.number: version for version in versions}
    newest = versions[-1].number
    first, last = start or max(1, (end or newest) - 1), end or newest
    for number in (first, last):
        if number not in by_number:
            raise UsageError(f"there is no version {number} of this article; it has 1 to {newest}")
    yield by_number[first], by_number[last]


def _version(row: PastRow) -> Version:
    return Version(row.title, row.lead, row.text)
