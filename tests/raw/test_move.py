"""Sealed files in object storage: compared before they go, and found there by all that reads."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.captures import KeptFilter
from scraper.archive import Files, Store, read_capture
from scraper.errors import ArchiveError
from scraper.raw.export import export
from scraper.raw.move import move
from scraper.raw.prune import prune
from scraper.raw.reparse import ReparseRequest, reparse
from scraper.raw.verify import verify
from tests.archive.samples import exchange, one, write, writer
from tests.cli.conftest import Shell, shell  # noqa: F401  (a fixture)
from tests.raw.conftest import Kept
from tests.raw.object_store import ObjectStore

SQLITE_ONLY = pytest.mark.parametrize("kind", ["sqlite"])


@SQLITE_ONLY
def test_whoever_reads_finds_what_was_moved(kept: Kept, object_store: ObjectStore, tmp_path: Path) -> None:
    stored = kept.storing(object_store)
    before, names = verify(kept.database, kept.files), kept.files.names()
    assert move(stored.files).files == len(names) == 1
    assert (stored.files.local(), stored.files.names()) == ([], names)
    stored.crawl()
    assert len(stored.files.names()) == 2
    found = verify(stored.database, stored.files)
    assert (found.problems, found.rows > before.rows) == ([], True)
    done = export(stored.database, stored.files, KeptFilter(), tmp_path / "out.warc.gz")
    assert done.captures == found.rows
    stored.execute("UPDATE \"fetch\" SET parser_version = '0' WHERE parser_version IS NOT NULL")
    stored.execute("UPDATE revision SET parser_version = '0'")
    report = asyncio.run(reparse(stored.config, stored.database, stored.files, ReparseRequest()))
    assert report.counts["damaged"] == 0
    assert report.counts["unchanged"] > 60
    later = datetime.now(UTC)
    pruned = prune(stored.database, stored.files, {"meridian": later}, later)
    assert (pruned.dropped, stored.files.names()) == (2, [])
    assert verify(stored.database, stored.files).deleted == found.rows


def filled(folder: Path, store: ObjectStore) -> tuple[Files, bytes]:
    captures = write(folder, *(exchange(f"page {number}".encode() * 50) for number in range(3)))
    files = Files(folder, store.open())
    return files, (folder / captures[0].file).read_bytes()


def test_a_piece_of_a_file_is_asked_for_alone(object_store: ObjectStore, tmp_path: Path) -> None:
    files, data = filled(tmp_path, object_store)
    (name,) = files.names()
    move(files)
    assert files.read(name, 100, 50) == data[100:150]
    assert files.read(name, len(data) - 10, 50) == data[-10:]
    with files.open(name) as stream:
        assert stream.read() == data


@pytest.mark.parametrize("there", ["all of it", "half of it", "something else"])
def test_killed_after_the_upload_the_next_run_goes_on(object_store: ObjectStore, tmp_path: Path, there: str) -> None:
    files, data = filled(tmp_path, object_store)
    (name,) = files.names()
    store = object_store.open()
    found = {"all of it": data, "half of it": data[: len(data) // 2], "something else": b"x" * len(data)}[there]
    store._fs.pipe_file(store._path(name), found)
    assert files.read(name, 0, len(data)) == data
    assert move(files).files == 1
    assert not (tmp_path / name).exists()
    assert files.read(name, 0, len(data)) == data


def test_what_reads_back_otherwise_stays_here(
    object_store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, data = filled(tmp_path, object_store)
    (name,) = files.names()
    store = files.store
    assert store is not None
    monkeypatch.setattr(store._fs, "put_file", lambda here, there: store._fs.pipe_file(there, b"y" * len(data)))
    with pytest.raises(ArchiveError, match="reads back otherwise than it was written"):
        move(files)
    assert (tmp_path / name).read_bytes() == data


def test_only_what_is_closed_and_old_enough(object_store: ObjectStore, tmp_path: Path) -> None:
    files, _ = filled(tmp_path, object_store)
    assert move(files, before=datetime.now(UTC) - timedelta(days=1)).left == 1
    with writer(tmp_path) as warc:
        capture = one(warc, exchange(b"being written"))
        moved = move(files)
        assert (moved.files, moved.left) == (1, 1)
        assert read_capture(files, capture.file, capture.offset, capture.length).body == b"being written"


def test_a_store_may_be_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "here", exchange(b"page"))
    files = Files(tmp_path / "here", Store(str(tmp_path / "a" / "there"), {}))
    assert move(files).files == 1
    assert [path.name for path in (tmp_path / "a" / "there").iterdir()] == files.names()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://no-such-bucket/news", "store s3://no-such-bucket/news/"),
        ("nonsense://x", "store nonsense://x: can't be used"),
    ],
)
def test_a_store_that_can_t_be_used_is_one_line(
    object_store: ObjectStore, tmp_path: Path, address: str, told: str
) -> None:
    write(tmp_path, exchange(b"page"))
    with pytest.raises(ArchiveError, match=r"check `warc.store`$") as error:
        move(Files(tmp_path, Store(address, object_store.options if address.startswith("s3") else {})))
    assert (told in str(error.value), "\n" in str(error.value)) == (True, False)


@pytest.mark.slow
def test_the_commands(object_store: ObjectStore, shell: Shell) -> None:  # noqa: F811
    """On an archive that the demo leaves."""
    assert shell.run("demo", "--keep", "demo").returncode == 0
    shell.folder = shell.folder / "demo"
    refused = shell.run("archive", "move")
    assert (refused.returncode, "`warc.store` is null" in refused.stderr) == (3, True)
    config = shell.folder / "config.yaml"
    options = "".join(f"    {name}: {json.dumps(value)}\n" for name, value in object_store.options.items())
    config.write_text(
        config.read_text() + f"\nkeep_raw: 90d\nwarc:\n  store: {object_store.address}\n  store_options:\n{options}"
    )
    moved = shell.run("archive", "move")
    assert (moved.returncode, " files moved, " in moved.stdout) == (0, True), moved.stderr
    assert shell.run("archive", "verify").returncode == 0
    assert "nothing would be deleted" in shell.run("archive", "prune", "--dry-run").stderr
    assert "anything" not in shell.run("config").stdout
