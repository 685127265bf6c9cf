"""Charts as inline SVG without a style or a script of their own: bars over days, bars side by side, a spark line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

WIDTH, HEIGHT = 720, 160
"""Units of the drawing; the page scales it."""


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def over_days(title: str, values: Mapping[date, int], first: date, last: date) -> Markup:
    """A bar a day, days without anything included; the table beside it says the same to who can't see it."""
    days = days_between(first, last)
    highest = max(values.values(), default=0) or 1
    step = WIDTH / max(1, len(days))
    bars = [_day_bar(number * step, step, values.get(day, 0), highest, day) for number, day in enumerate(days)]
    ticks = Markup(
        '<text class="tick" x="0" y="{}">{}</text><text class="tick" x="{}" y="{}" text-anchor="end">{}</text>'
    )
    return _svg(
        title,
        HEIGHT + 22,
        Markup("").join(bars) + ticks.format(HEIGHT + 18, first, WIDTH, HEIGHT + 18, last)
        + Markup('<text class="tick" x="{}" y="12" text-anchor="end">{}</text>').format(WIDTH, f"{highest:,}"),
    )  # fmt: skip


def _day_bar(x: float, step: float, value: int, highest: int, day: date) -> Markup:
    height = HEIGHT * value / highest
    bar = Markup('<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>')
    return bar.format(f"{x:.2f}", f"{HEIGHT - height:.2f}", f"{max(0.5, step * 0.85):.2f}", f"{height:.2f}", day, value)


def side_by_side(title: str, bars: Sequence[Bar]) -> Markup:
    """Horizontal bars with their names, the longest first as given."""
    highest = max((bar.value for bar in bars), default=0) or 1
    lines = []
    for number, bar in enumerate(bars):
        y = number * 26
        width = round((WIDTH - 260) * bar.value / highest, 2)
        lines.append(
            Markup(
                '<text class="name" x="150" y="{}" text-anchor="end">{}</text>'
                '<rect class="bar" x="160" y="{}" width="{}" height="18"/><text class="tick" x="{}" y="{}">{}</text>'
            ).format(y + 16, bar.label[:20], y + 2, width, 168 + width, y + 16, f"{bar.value:,}")
        )
    return _svg(title, max(26, 26 * len(bars)), Markup("").join(lines))


def spark(title: str, values: Sequence[int]) -> Markup:
    """A line of some weeks, as small as a word."""
    highest = max(values, default=0) or 1
    step = 100 / max(1, len(values) - 1)
    points = " ".join(f"{i * step:.1f},{22 - 20 * value / highest:.1f}" for i, value in enumerate(values))
    return Markup(
        '<svg class="spark" viewBox="0 0 100 24" role="img" aria-label="{}"><polyline class="line" points="{}"/></svg>'
    ).format(title, points)


def _svg(title: str, height: int, inner: Markup) -> Markup:
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, height, title, inner
    )
