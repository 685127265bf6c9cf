"""`diff`, `unlink`: what a publisher has edited, and a claim of ours taken back."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from scraper.cli.app import app, given
from scraper.cli.output import Format, console, plain, print_json, print_rows
from scraper.errors import UsageError
from scraper.identify import Change, Version, changes, size

if TYPE_CHECKING:
    from db.articles import PastRow

ROW = ("from", "to", "seen_at", "part", "operation", "before", "after", "context")


@dataclass(frozen=True, slots=True)
class Step:
    """What changed from one version to another."""

    old: PastRow
    new: PastRow
    changes: list[Change]


@app.command(rich_help_panel="Read")
def diff(
    context: typer.Context,
    article_id: Annotated[int, typer.Argument(metavar="ID")],
    start: Annotated[int | None, typer.Option("--from", metavar="N", help="The older version.")] = None,
    end: Annotated[int | None, typer.Option("--to", metavar="N", help="The newer version.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON with all keys.")] = False,
    style: Annotated[Format | None, typer.Option("--format", "-f", help="One row a change, printed so.")] = None,
) -> None:
    """What was edited in an article, word by word, version by version."""
    from db import articles

    with given(context).open_archive().read() as connection:
        versions = articles.past(connection, article_id)
    if not versions:
        raise UsageError(f"there is no article {article_id}; `dateline list` shows what there is")
    steps = [Step(old, new, changes(_version(old), _version(new))) for old, new in _pairs(versions, start, end)]
    if as_json:
        print_json({"id": article_id, "revisions": len(versions), "steps": [_as_json(step) for step in steps]})
    elif style:
        print_rows(ROW, _rows(steps), style)
    elif steps:
        for step in steps:
            _print(step)
    else:
        console().print(f"article {article_id} has one version; nothing was edited")


@app.command(rich_help_panel="Read")
def unlink(
    context: typer.Context,
    article_id: Annotated[int, typer.Argument(metavar="ID")],
    other: Annotated[
        int | None, typer.Argument(metavar="[OTHER]", help="Part only these two. [default: all of its story]")
    ] = None,
) -> None:
    """Take an article out of its story, for good: whatever comes in later, they stay apart."""
    from db import links
    from scraper.crawl.recognise import rearrange

    now = datetime.now(UTC).replace(microsecond=0)
    with given(context).open_archive().write() as connection:
        everybody = links.story_members(connection, article_id)
        others = [other] if other is not None else [member for member in everybody if member != article_id]
        _require_known(everybody, article_id, other, links.members(connection, [article_id, *others]))
        links.undo(connection, [(article_id, one) for one in others], now)
        rearrange(connection, {article_id, *others, *everybody})
    console().print(f"article {article_id} and {', '.join(map(str, others))} are apart now, and stay so")


def _require_known(everybody: list[int], article_id: int, other: int | None, found: list[Any]) -> None:
    """Raises UsageError where there is nobody to part."""
    known = {member.id for member in found}
    for wanted in (article_id, other):
        if wanted is not None and wanted not in known:
            raise UsageError(f"there is no article {wanted}; `dateline list` shows what there is")
    if other == article_id:
        raise UsageError("an article can't be parted from itself; name another one, or none for its whole story")
    if other is None and len(everybody) < 2:
        raise UsageError(f"article {article_id} is in no story: nothing to undo")


def _pairs(versions: list[PastRow], start: int | None, end: int | None) -> Iterator[tuple[PastRow, PastRow]]:
    """The versions to compare: each with the next one, or the two that were named."""
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


def _as_json(step: Step) -> dict[str, Any]:
    added, removed = size(step.changes)
    return {
        "from": step.old.number,
        "to": step.new.number,
        "seen_at": plain(step.new.seen_at),
        "words_added": added,
        "words_removed": removed,
        "changes": [asdict(change) for change in step.changes],
    }


def _rows(steps: list[Step]) -> Iterator[tuple[Any, ...]]:
    for step in steps:
        for change in step.changes:
            yield (step.old.number, step.new.number, step.new.seen_at, *(asdict(change)[name] for name in ROW[3:]))


def _print(step: Step) -> None:
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
