"""The real pywb replays what we keep, byte for byte, by its own index and by ours."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.captures import KeptFilter
from scraper.archive import read_capture
from scraper.raw.export import export
from scraper.raw.move import move
from tests.raw.conftest import Kept
from tests.raw.object_store import ObjectStore

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("kind", ["sqlite"])]


@pytest.fixture(scope="session")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its programs; DATELINE_TEST_PYWB names one. It gets a venv of its own: it wants old libraries."""
    if named := os.environ.get("DATELINE_TEST_PYWB"):
        return Path(named)
    folder = tmp_path_factory.mktemp("pywb")
    venv.create(folder, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python"]
    if subprocess.run([*pip, "install", "--quiet", "--no-compile", "pywb>=2.10,<3"], capture_output=True).returncode:
        pytest.skip("pywb could not be installed")
    return folder / "bin"


def answer(url: str) -> tuple[int, bytes]:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(url, timeout=30) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_every_record_replays_byte_for_byte(kept: Kept, pywb: Path, object_store: ObjectStore, tmp_path: Path) -> None:
    """By pywb's own index over a copy, and by ours over the files where they were moved to."""
    kept.site.edition = 2
    wait_for_next_second()
    kept.crawl()
    wanted = expected(kept)
    home = tmp_path / "pywb"
    home.mkdir()
    run = {"cwd": home, "check": True, "capture_output": True}
    subprocess.run([pywb / "wb-manager", "init", "theirs"], **run)  # type: ignore[call-overload]
    files = [kept.files.folder / name for name in kept.files.names()]
    subprocess.run([pywb / "wb-manager", "add", "theirs", *files], **run)  # type: ignore[call-overload]
    stored = kept.storing(object_store)
    assert move(stored.files).files == len(files)
    export(stored.database, stored.files, KeptFilter(), home / "index.cdxj")
    (home / "config.yaml").write_text(COLLECTION.format(home / "index.cdxj", object_store.url), encoding="utf-8")
    with serving(pywb, home) as url:
        for collection in ("theirs", "ours"):
            wrong = [found for found in wanted if answer(f"{url}/{collection}/{found[0]}") != found[1:]]
            assert wrong == [], collection


COLLECTION = """collections:
  ours: {{index_paths: {}, archive_paths: "{}"}}
"""


@contextmanager
def serving(pywb: Path, home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [pywb / "wayback", "-p", str(port), "-b", "127.0.0.1"]
    with (home / "log").open("w") as log, subprocess.Popen(command, cwd=home, stdout=log, stderr=log) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def expected(kept: Kept) -> list[tuple[str, int, bytes]]:
    """(place in the collection, status, body) of every capture; a revisit's are those of the page it refers to."""
    query = (
        "select final_url, url, fetched_at, warc_type, payload_digest, status, warc_file, warc_offset, warc_length"
        " from fetches where warc_type is not null"
    )
    rows = kept.rows(query)
    bodies: dict[str, tuple[int, bytes]] = {}
    for *_, kind, digest, status, file, offset, length in rows:
        if kind == "response":
            bodies.setdefault(digest, (status, read_capture(kept.files, file, offset, length).body))
    found = []
    for final_url, url, at, kind, digest, status, *_ in rows:
        stamp = "".join(filter(str.isdigit, str(at)))[:14]
        code = bodies[digest][0] if kind == "revisit" else status
        found.append((f"{stamp}id_/{final_url or url}", code, bodies[digest][1]))
    assert {kind for *_, kind, _, _, _, _, _ in rows} == {"response", "revisit"}
    return found


def wait_for_next_second() -> None:
    """pywb tells captures of one address apart by the second of their visit, so two crawls mustn't share one."""
    time.sleep(1.1 - time.time() % 1)


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("pywb doesn't answer")
