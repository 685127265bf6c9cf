"""Data on stdout: tables and pages for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from db.moments import TIME_FORMAT

if TYPE_CHECKING:
    from rich.console import Console

Format = Literal["table", "json", "jsonl", "csv"]

LISTS = {"agencies", "authors", "keywords", "changed"}
FLAGS = {"is_free", "is_truncated", "is_active", "is_current"}
"""Columns that SQLite, which has no such types, gives as JSON text and as 0 or 1."""

NARROW = 24
"""A column of at most this width, as of numbers and times, is never cut."""

PIPE_WIDTH = 160
"""Columns of a table that nobody's terminal limits."""


def console() -> Console:
    from rich.console import Console  # Rich is imported where something is laid out for people

    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, width=PIPE_WIDTH)


def plain(value: Any) -> Any:
    """JSON-ready: times as `2022-02-10T09:30:00Z`."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime(TIME_FORMAT)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def uniform(column: str, value: Any) -> Any:
    """A value of a public column as JSON, the same from both databases."""
    if column in FLAGS and value in (0, 1):
        return bool(value)
    if column in LISTS and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return plain(value)


def print_json(value: Any) -> None:
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], style: Format) -> None:
    """Rows in one of the four formats; all but the table are streamed."""
    {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _csv}[style](columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    cells = [[_cell(column, value) for column, value in zip(columns, row, strict=True)] for row in rows]
    for number, column in enumerate(columns):
        widest = max((len(row[number]) for row in cells), default=0)
        kept = max(widest, len(column)) if widest <= NARROW else None
        table.add_column(column, overflow="ellipsis", no_wrap=True, min_width=kept)
    for row in cells:
        table.add_row(*map(Text, row))
    console().print(table)


def _cell(column: str, value: Any) -> str:
    shown = uniform(column, value)
    if shown is None:
        return ""
    text = ", ".join(map(str, shown)) if isinstance(shown, list) else str(shown)
    return " ".join(text.split())


def _object(columns: Sequence[str], row: Sequence[Any]) -> str:
    return json.dumps(
        {column: uniform(column, value) for column, value in zip(columns, row, strict=True)}, ensure_ascii=False
    )


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sys.stdout.write("[")
    for number, row in enumerate(rows):
        sys.stdout.write((",\n " if number else "\n ") + _object(columns, row))
    print("\n]")


def _jsonl(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        print(_object(columns, row))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        shown = [uniform(column, value) for column, value in zip(columns, row, strict=True)]
        writer.writerow([json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for v in shown])
