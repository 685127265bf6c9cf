"""`stats`: how much there is, of whom, in which language, and when, as charts in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer
from rich.text import Text

from scraper.cli.app import app, given
from scraper.cli.output import console, print_json
from scraper.cli.read import READ, Json

WIDTH = 50
"""Characters of the longest bar."""

MOST_BARS = 62
"""Over time."""

EIGHTHS = " ▏▎▍▌▋▊▉"


@app.command(rich_help_panel=READ)
def stats(
    context: typer.Context,
    days: Annotated[int, typer.Option("--days", min=1, max=3660, help="So many up to the newest publication.")] = 30,
    as_json: Json = False,
) -> None:
    """Articles published by day, source and language, copies told apart."""
    from db.volume import by_day, end

    database = given(context).open_archive()
    until = end(database, datetime.now(UTC))
    counts = by_day(database, until - timedelta(days=days), until)
    by = {
        "day": _sums((str(count.day), count.articles) for count in counts),
        "source": _sums((count.source, count.articles) for count in counts),
        "language": _sums((count.language or "unknown", count.articles) for count in counts),
    }
    copies = sum(count.copies for count in counts)
    if as_json:
        print_json({"days": days, "articles": sum(by["source"].values()), "copies": copies, **by})
        return
    last = until.date() - timedelta(days=1)
    total = sum(by["source"].values())
    console().print(f"{total} articles in the {days} days up to {last}, {copies} of them copies of others")
    span = [last - timedelta(days=days - 1 - i) for i in range(days)]
    _chart(*over_time(span, {day: by["day"].get(str(day), 0) for day in span}))
    _chart("By source", Counter(by["source"]).most_common(30))
    _chart("By language", Counter(by["language"]).most_common(30))


def bar(value: int, highest: int) -> str:
    """To an eighth of a character; anything above nothing shows."""
    eighths = max(1, round(value / highest * WIDTH * 8)) if value else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def over_time(span: Sequence[date], values: Mapping[date, int]) -> tuple[str, list[tuple[str, int]]]:
    """What a bar is of, and the bars: days as long as they fit on a screen, else weeks (from Monday), else months."""
    if len(span) <= MOST_BARS:
        return "By day", [(str(day), values[day]) for day in span]
    if len(span) <= 7 * MOST_BARS:
        weeks = _sums((str(day - timedelta(days=day.weekday())), values[day]) for day in span)
        return "By week, from Monday", list(weeks.items())
    return "By month", list(_sums((str(day)[:7], values[day]) for day in span).items())


def _sums(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for name, count in pairs:
        sums[name] += count
    return dict(sorted(sums.items()))


def _chart(title: str, values: list[tuple[str, int]]) -> None:
    out = console()
    out.print(Text(f"\n{title}", style="bold"))
    highest = max((value for _, value in values), default=0) or 1
    width = max((len(name) for name, _ in values), default=0)
    for name, value in values:
        out.print(Text.assemble(f"{name:<{width}} ", (bar(value, highest), "blue"), f" {value}"), soft_wrap=True)
