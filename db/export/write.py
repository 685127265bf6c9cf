"""One export from beginning to end: which format, where to, and the description beside it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TextIO

from sqlalchemy import text

from db.engine import Database
from db.errors import DatabaseError
from db.export.feeds import Feed, atom, json_feed, opml
from db.export.lines import write_csv, write_jsonl, write_jsonld
from db.export.package import describe
from db.export.parquet import write_parquet
from db.export.rows import Selection, exported
from db.frozen import frozen
from db.public import newest
from db.query import plain

Format = Literal["jsonl", "csv", "parquet", "jsonld", "atom", "jsonfeed", "opml"]

FEED_LENGTH = 100
"""Articles of a feed without a limit: a reader wants the newest, not all."""

_LINES: dict[str, Callable[[Iterable[Mapping[str, Any]], TextIO], int]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "jsonld": write_jsonld,
}


@frozen
class Done:
    """`count`: articles, of OPML sources; `last_id`: the highest id written, for increments; 0: none."""

    count: int
    last_id: int = 0


def export(database: Database, form: Format, chosen: Selection, target: Path | None) -> Done:
    """Write the chosen articles to `target` (None: stdout).

    A file appears under its name when it is complete. Beside a file of data stands `NAME.datapackage.json`, in a
    Parquet folder `datapackage.json`. Raises DatabaseError.
    """
    with _told(target):
        return _export(database, form, chosen, target)


def _export(database: Database, form: Format, chosen: Selection, target: Path | None) -> Done:
    if form in ("atom", "jsonfeed", "opml"):
        with _opened(target) as out:
            return Done(_opml(database, out) if form == "opml" else _feed(database, form, chosen, out))
    ids = _LastId()
    rows = ids.watched(exported(database, chosen))
    if form == "parquet":
        if target is None:
            raise DatabaseError("export: Parquet is a folder; name one with --output")
        count = write_parquet(rows, target)
        _describe(target / "datapackage.json", "month=*/source=*/*.parquet", form, count)
    else:
        with _opened(target) as out:
            count = _LINES[form](rows, out)
        if target is not None and not _is_stream(target):
            _describe(target.with_name(target.name + ".datapackage.json"), target.name, form, count)
    return Done(count, ids.last)


class _LastId:
    """Notes the highest id of the rows that pass by."""

    last = 0

    def watched(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for row in rows:
            self.last = row["id"]
            yield row


def _feed(database: Database, form: Format, chosen: Selection, out: TextIO) -> int:
    rows = newest(database, chosen.narrow, chosen.limit or FEED_LENGTH)
    feed = Feed("A dateline archive", "urn:dateline:export", "urn:dateline:archive")
    out.writelines(atom(feed, rows) if form == "atom" else [json_feed(feed, rows)])
    return len(rows)


def _opml(database: Database, out: TextIO) -> int:
    with database.read() as connection:
        sources = (
            connection.execute(text("SELECT name, url FROM sources WHERE is_active ORDER BY name")).mappings().all()
        )
        query = text("SELECT source, url FROM endpoints WHERE kind = 'feed' ORDER BY source, url")
        feeds = connection.execute(query).mappings().all()
    out.write(opml([dict(row) for row in sources], [dict(row) for row in feeds]))
    return len(sources)


@contextmanager
def _told(target: Path | None) -> Iterator[None]:
    """What the file system refuses, as a DatabaseError; of stdout the program itself tells."""
    try:
        yield
    except OSError as error:
        if target is None:
            raise
        raise DatabaseError(f"export: {target} can't be written: {error.strerror or error}") from error


def _is_stream(target: Path) -> bool:
    """A pipe or a device, such as /dev/stdout: it is written to, never replaced, and nothing is put beside it."""
    return target.exists() and not target.is_file() and not target.is_dir()


@contextmanager
def _opened(target: Path | None) -> Iterator[TextIO]:
    if target is None:
        yield sys.stdout
        return
    if _is_stream(target):
        with target.open("w", encoding="utf-8", newline="") as out:
            yield out
        return
    partial = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("w", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        partial.replace(target)
    finally:
        with suppress(OSError):
            partial.unlink()


def _describe(path: Path, data: str, form: str, count: int) -> None:
    described = describe(data, form, count, str(plain(datetime.now(UTC))))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
