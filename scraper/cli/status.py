"""`status`: how every source is, what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scraper.cli.app import app, given
from scraper.cli.output import plain, print_json, print_rows
from scraper.cli.read import READ
from scraper.errors import UsageError

if TYPE_CHECKING:
    from db.health import Facts, Problem

BARS = "▁▂▃▄▅▆▇█"
SHARES = ("textless", "undated", "anonymous", "walled")

DAYS = 14
"""Of the line of bars."""


@app.command(rich_help_panel=READ)
def status(
    context: typer.Context,
    alert: Annotated[
        bool,
        typer.Option("--alert", help="Tell what has changed, as `alerts` in config.yaml says; for cron."),
    ] = False,
    textfile: Annotated[
        Path | None,
        typer.Option("--textfile", metavar="FILE", help="Write Prometheus metrics for node_exporter."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Sources and problems as JSON.")] = False,
) -> None:
    """The health of every source against its own past. Exit code 1 if anything is wrong."""
    from db.health import metrics
    from scraper.alerts import examine, watch
    from scraper.cli.stop import run_until_stopped

    database = given(context).open_archive()
    now = datetime.now(UTC)
    facts, problems = examine(database, now)
    if alert:
        run_until_stopped(watch(given(context).load(), database))
    if textfile is not None:
        _write(textfile, metrics(facts, problems, now))
    if as_json:
        sources = [_source(one, problems, now) for one in facts]
        print_json({"sources": sources, "problems": [asdict(problem) for problem in problems]})
    else:
        _tell(facts, problems, now)
    raise typer.Exit(1 if problems else 0)


def bars(values: list[int]) -> str:
    """A character a value, the highest the full block; all of nothing is the lowest."""
    highest = max(values, default=0) or 1
    return "".join(BARS[round(value / highest * (len(BARS) - 1))] for value in values)


def _tell(facts: list[Facts], problems: list[Problem], now: datetime) -> None:
    rows = []
    for one in facts:
        kinds = [problem.kind for problem in problems if problem.source == one.name]
        state = "paused" if not one.is_active else ", ".join(kinds) or "fine"
        counts = _counts(one, now)
        rows.append((one.name, state, bars(counts), sum(counts), plain(one.last_success_at), plain(one.next_visit_at)))
    print_rows(("source", "state", f"last {DAYS} days", "articles", "last success", "next visit"), rows, "table")
    for problem in problems:
        print(f"\n{problem.source}: {problem.finding}\n  what to do: {problem.advice}")


def _counts(facts: Facts, now: datetime) -> list[int]:
    today: date = now.date()
    return [facts.by_day.get(today - timedelta(days=DAYS - 1 - i), 0) for i in range(DAYS)]


def _source(facts: Facts, problems: list[Problem], now: datetime) -> dict[str, Any]:
    return {
        "name": facts.name,
        "is_active": facts.is_active,
        "problems": [problem.kind for problem in problems if problem.source == facts.name],
        "failures": facts.failures,
        "last_error": facts.last_error,
        "last_success_at": facts.last_success_at,
        "next_visit_at": facts.next_visit_at,
        "articles_by_day": _counts(facts, now),
        "articles_lately": facts.lately.articles,
        **{f"{name}_share": round(facts.lately.share(name), 4) for name in SHARES},
    }


def _write(file: Path, text: str) -> None:
    """In one go, since the collector may read at any moment."""
    partial = file.with_name(f".{file.name}.part")
    try:
        partial.write_text(text, encoding="utf-8")
        partial.replace(file)
    except OSError as error:
        raise UsageError(f"status: {file} can't be written: {error.strerror}") from None
