"""`stats`: how much there is, of whom, in which language, and when, as charts in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from scraper.cli.app import app, given
from scraper.cli.output import console, print_json
from scraper.cli.read import READ, Json

if TYPE_CHECKING:
    from db.volume import Count

WIDTH = 50
"""Characters of the longest bar."""

EIGHTHS = " ▏▎▍▌▋▊▉"


@app.command(rich_help_panel=READ)
def stats(
    context: typer.Context,
    days: Annotated[int, typer.Option("--days", min=1, max=3660, help="So many days up to today.")] = 30,
    as_json: Json = False,
) -> None:
    """Articles published by day, source and language, copies told apart."""
    from db.volume import by_day

    until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    counts = by_day(given(context).open_archive(), until - timedelta(days=days), until)
    by = {
        "day": _sums((str(count.day), count) for count in counts),
        "source": _sums((count.source, count) for count in counts),
        "language": _sums((count.language or "unknown", count) for count in counts),
    }
    copies = sum(count.copies for count in counts)
    if as_json:
        print_json({"days": days, "articles": sum(by["source"].values()), "copies": copies, **by})
        return
    span = [str((until - timedelta(days=days - i)).date()) for i in range(days)]
    console().print(f"{sum(by['source'].values())} articles in {days} days, {copies} of them copies of others")
    _chart("By day", [(day, by["day"].get(day, 0)) for day in span])
    _chart("By source", Counter(by["source"]).most_common(30))
    _chart("By language", Counter(by["language"]).most_common(30))


def bar(value: int, highest: int) -> str:
    """To an eighth of a character; anything above nothing shows."""
    eighths = max(1, round(value / highest * WIDTH * 8)) if value else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _sums(pairs: Iterable[tuple[str, Count]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for name, count in pairs:
        sums[name] += count.articles
    return dict(sorted(sums.items()))


def _chart(title: str, values: list[tuple[str, int]]) -> None:
    out = console()
    out.print(Text(f"\n{title}", style="bold"))
    highest = max((value for _, value in values), default=0) or 1
    width = max((len(name) for name, _ in values), default=0)
    for name, value in values:
        out.print(Text.assemble(f"{name:<{width}} ", (bar(value, highest), "blue"), f" {value}"), soft_wrap=True)
