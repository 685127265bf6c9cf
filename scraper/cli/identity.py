"""`diff`, `unlink`: what a publisher has edited, and a claim of ours taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from db.types import LARGEST_ID
from scraper.cli.app import app, given
from scraper.cli.output import Format, console, print_json, print_rows
from scraper.cli.read import Id
from scraper.errors import UsageError


@app.command(rich_help_panel="Read")
def diff(
    context: typer.Context,
    article_id: Id,
    start: Annotated[int | None, typer.Option("--from", metavar="N", help="The older version.")] = None,
    end: Annotated[int | None, typer.Option("--to", metavar="N", help="The newer version.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON with all keys.")] = False,
    style: Annotated[Format | None, typer.Option("--format", "-f", help="One row a change, printed so.")] = None,
) -> None:
    """What was edited in an article, word by word, version by version."""
    from db import articles
    from scraper.cli import edits

    with given(context).open_archive().read() as connection:
        versions = articles.past(connection, article_id)
    if not versions:
        raise UsageError(f"there is no article {article_id}; `dateline list` shows what there is")
    steps = edits.between(versions, start, end)
    if as_json:
        print_json({"id": article_id, "revisions": len(versions), "steps": [edits.as_json(step) for step in steps]})
    elif style:
        print_rows(edits.ROW, edits.rows(steps), style)
    elif steps:
        for step in steps:
            edits.show(step)
    else:
        console().print(f"article {article_id} has one version; nothing was edited")


@app.command(rich_help_panel="Read")
def unlink(
    context: typer.Context,
    article_id: Id,
    other: Annotated[
        int | None,
        typer.Argument(metavar="[OTHER]", max=LARGEST_ID, help="Part only these two. [default: all of its story]"),
    ] = None,
) -> None:
    """Take an article out of its story, for good: whatever comes in later, they stay apart."""
    from db import links
    from scraper.crawl.places import rearrange

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
