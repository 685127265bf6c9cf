"""A Parquet data set: `month=2026-02/source=bbabo/part-0.parquet`, as pandas, DuckDB, Spark and Polars read it.

Rows come in the order of their ids, so those of one partition come scattered; each partition gathers its rows and
writes a row group when it has enough; when memory gets short the fullest is written first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from db.errors import DatabaseError
from db.export.rows import COLUMNS

ROW_GROUP = 5_000
"""Rows of one partition that are written together."""

MOST_WAITING = 20_000
"""Rows in memory over all partitions."""

MOST_OPEN = 64
"""Files open at once; the one that got nothing for the longest is closed, and goes on as a further part."""

_TEXTS = (
    "source", "url", "canonical_url", "title", "lead", "text", "published_precision", "published_from", "language",
    "section", "dateline", "publisher", "image_url", "kind", "content_hash", "parser_version", "source_url", "rights",
)  # fmt: skip
_TIMES = ("published_at", "modified_at", "first_seen_at", "last_seen_at", "gone_at")
_WHOLE = ("id", "word_count", "revision", "story_id", "duplicate_of")
_FLAGS = ("is_free", "is_truncated")
_LISTS = ("authors", "agencies", "keywords")

Row = Mapping[str, Any]


def write_parquet(rows: Iterable[Row], folder: Path) -> int:
    """Write the rows into a new or empty folder; their number. Raises DatabaseError."""
    if folder.exists() and any(folder.iterdir()):
        raise DatabaseError(f"export: {folder} is not empty; name a new folder")
    data = _DataSet(folder)
    count = 0
    try:
        for count, row in enumerate(rows, 1):  # noqa: B007  (the count is the result)
            data.add(row)
    finally:
        data.close()
    return count


def partition_of(row: Row) -> str:
    """`month=2026-02/source=bbabo`; `month=undated` where nobody says when."""
    published = row["published_at"]
    month = published.strftime("%Y-%m") if published else "undated"
    return f"month={month}/source={re.sub('[^A-Za-z0-9._-]', '_', row['source'])}"


class _DataSet:
    def __init__(self, folder: Path) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ModuleNotFoundError:
            raise DatabaseError(
                "Parquet needs a library that is not installed; run: pip install 'dateline[parquet]'"
            ) from None
        self.arrow, self.parquet = pyarrow, pyarrow.parquet
        self.schema = _schema(pyarrow)
        self.folder = folder
        self.waiting: dict[str, list[Row]] = {}
        self.count = 0
        self.writers: dict[str, Any] = {}
        self.parts: dict[str, int] = {}

    def add(self, row: Row) -> None:
        partition = partition_of(row)
        rows = self.waiting.setdefault(partition, [])
        rows.append(row)
        self.count += 1
        if len(rows) >= ROW_GROUP:
            self._write(partition)
        elif self.count >= MOST_WAITING:
            self._write(max(self.waiting, key=lambda name: len(self.waiting[name])))

    def close(self) -> None:
        for partition in list(self.waiting):
            self._write(partition)
        for writer in self.writers.values():
            writer.close()

    def _write(self, partition: str) -> None:
        rows = self.waiting.pop(partition)
        self.count -= len(rows)
        columns = {name: [row[name] for row in rows] for name in self.schema.names}
        table = self.arrow.Table.from_pydict(columns, schema=self.schema)
        writer = self.writers.pop(partition, None) or self._open(partition)
        self.writers[partition] = writer  # the youngest stands last
        writer.write_table(table)

    def _open(self, partition: str) -> Any:
        if len(self.writers) >= MOST_OPEN:
            self.writers.pop(next(iter(self.writers))).close()
        number = self.parts.get(partition, 0)
        self.parts[partition] = number + 1
        path = self.folder / partition / f"part-{number}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        return self.parquet.ParquetWriter(path, self.schema, compression="zstd")


def _schema(arrow: Any) -> Any:
    kinds = {
        **dict.fromkeys(_TEXTS, arrow.string()),
        **dict.fromkeys(_TIMES, arrow.timestamp("s", tz="UTC")),
        **dict.fromkeys(_WHOLE, arrow.int64()),
        **dict.fromkeys(_FLAGS, arrow.bool_()),
        **dict.fromkeys(_LISTS, arrow.list_(arrow.string())),
    }
    # `source` stands in the folder's name too, and readers take it from there.
    return arrow.schema([(name, kinds[name]) for name in COLUMNS if name != "source"])
