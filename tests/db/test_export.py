"""What is handed out: complete, safe to open, and never gathered in memory."""

from __future__ import annotations

import csv
import json
import os
import tracemalloc
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db import Database, DatabaseError
from db.export import COLUMNS, Format, Selection, export
from db.export.lines import safe_cell
from db.public import Filter
from tests.db.samples import NOW, begin, record, store

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number in range(1, 8):
            made = record(
                number, title=f'=HYPERLINK("x") & <b>{number}\x0b</b>', text="Ein \x1f Satz,\n\nnoch einer.",
                published_at=NOW - timedelta(days=20 * number) if number < 7 else None,
            )  # fmt: skip
            store(connection, source_id, run_id, made)
    return database


def written(database: Database, form: Format, folder: Path, chosen: Selection | None = None) -> str:
    path = folder / f"out.{form}"
    export(database, form, chosen or Selection(), path)
    return path.read_text(encoding="utf-8")


def test_jsonl_has_every_column_and_whose_the_text_is(filled: Database, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in written(filled, "jsonl", tmp_path).splitlines()]
    assert [row["id"] for row in rows] == list(range(1, 8))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["source_url"] == "https://example.org/"
    assert "not licensed" in rows[0]["rights"]
    assert rows[0]["authors"] == ["Anna Müller"]
    assert rows[6]["published_at"] is None
    package = json.loads((tmp_path / "out.jsonl.datapackage.json").read_text())
    (resource,) = package["resources"]
    assert (resource["path"], resource["rows"]) == ("out.jsonl", 7)
    assert [field["name"] for field in resource["schema"]["fields"]] == list(COLUMNS)


def test_increments_go_on_after_an_id(filled: Database, tmp_path: Path) -> None:
    first = export(filled, "jsonl", Selection(limit=3), tmp_path / "a.jsonl")
    assert (first.count, first.last_id) == (3, 3)
    rest = written(filled, "jsonl", tmp_path, Selection(since_id=first.last_id)).splitlines()
    assert [json.loads(line)["id"] for line in rest] == [4, 5, 6, 7]
    some = written(filled, "jsonl", tmp_path, Selection(Filter(since=NOW - timedelta(days=45)))).splitlines()
    assert [json.loads(line)["id"] for line in some] == [1, 2]


def test_csv_holds_no_formula(filled: Database, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    export(filled, "csv", Selection(), path)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    assert rows[0]["title"].startswith("'=HYPERLINK")
    assert rows[0]["text"] == "Ein \x1f Satz,\n\nnoch einer."
    assert rows[0]["keywords"] == "Politik; Straße"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("+49", "'+49"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\n=1", "'\n=1"), ("a=1", "a=1"), ("", ""), (None, None), (-5, -5), (True, "true"), (["=a", "b"], "'=a; b"),
    ],
)  # fmt: skip
def test_cells(value: object, cell: object) -> None:
    assert safe_cell(value) == cell


def test_parquet_is_partitioned_by_month_and_source(filled: Database, tmp_path: Path) -> None:
    dataset = pytest.importorskip("pyarrow.dataset")
    export(filled, "parquet", Selection(), tmp_path / "set")
    table = dataset.dataset(tmp_path / "set", partitioning="hive", exclude_invalid_files=True).to_table()
    assert table.num_rows == 7
    assert set(table.column_names) >= set(COLUMNS)
    rows = {row["id"]: row for row in table.to_pylist()}
    assert (rows[1]["month"], rows[1]["source"], rows[1]["authors"]) == ("2026-01", "example", ["Anna Müller"])
    assert rows[7]["month"] == "undated"
    assert rows[1]["published_at"] == NOW - timedelta(days=20)
    assert json.loads((tmp_path / "set" / "datapackage.json").read_text())["resources"][0]["rows"] == 7
    with pytest.raises(DatabaseError, match="not empty"):
        export(filled, "parquet", Selection(), tmp_path / "set")


def test_atom_is_well_formed_whatever_a_headline_holds(filled: Database, tmp_path: Path) -> None:
    feed = ElementTree.fromstring(written(filled, "atom", tmp_path, Selection(limit=3)))
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [f'=HYPERLINK("x") & <b>{n}</b>' for n in (1, 2, 3)]
    assert entries[0].findtext(f"{ATOM}id") == "https://example.org/1"
    assert feed.findtext(f"{ATOM}updated") == "2026-01-21T09:30:00Z"


def test_json_feed_and_json_ld(filled: Database, tmp_path: Path) -> None:
    feed = json.loads(written(filled, "jsonfeed", tmp_path, Selection(limit=2)))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == ["https://example.org/1", "https://example.org/2"]
    linked = json.loads(written(filled, "jsonld", tmp_path).splitlines()[0])
    assert (linked["@type"], linked["datePublished"]) == ("NewsArticle", "2026-01-21T09:30:00Z")
    assert linked["publisher"] == {"@type": "Organization", "name": "example", "url": "https://example.org/"}


def test_opml_lists_the_feeds(filled: Database, tmp_path: Path) -> None:
    outlines = ElementTree.fromstring(written(filled, "opml", tmp_path)).findall("body/outline")
    assert [outline.attrib["xmlUrl"] for outline in outlines] == ["https://example.org/rss"]


def test_a_file_that_cannot_be_written_is_told(filled: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseError, match="can't be written"):
        export(filled, "jsonl", Selection(), tmp_path / "file" / "out.jsonl")
    with pytest.raises(DatabaseError, match="file can't be written: Not a directory"):
        export(filled, "parquet", Selection(), tmp_path / "file")


def test_a_pipe_is_written_to_and_not_replaced(filled: Database, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text, "utf-8")
        export(filled, "jsonl", Selection(), pipe)
        assert len(read.result(60).splitlines()) == 7
    assert pipe.is_fifo()
    assert not list(tmp_path.glob("*datapackage*"))


@pytest.mark.parametrize("kind", ["sqlite"])
def test_memory_does_not_grow_with_the_archive(database: Database, tmp_path: Path) -> None:
    """Twice the articles, the same peak: batches are let go of."""
    peaks = []
    with database.write() as connection:
        source_id, run_id = begin(connection)
    for start in (0, 1500):
        with database.write() as connection:
            for number in range(start, start + 1500):
                made: Any = record(number, text="Wort " * 300)
                store(connection, source_id, run_id, made)
        tracemalloc.start()
        export(database, "jsonl", Selection(), tmp_path / "out.jsonl")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.3
