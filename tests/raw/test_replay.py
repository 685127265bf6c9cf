"""The real pywb replays what we keep, byte for byte, by its own index and by ours."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from db.captures import KeptFilter
from scraper.archive import read_capture
from scraper.raw.export import export
from tests.raw.conftest import Kept

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("kind", ["sqlite"])]


@pytest.fixture(scope="session")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its programs; DATELINE_TEST_PYWB names one. It gets a venv of its own: it wants old libraries."""
    if named := os.environ.get("DATELINE_TEST_PYWB"):
        return Path(named)
    folder = tmp_path_factory.mktemp("pywb")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "pywb>=2.10,<3"]
    if subprocess.run(install, capture_output=True).returncode != 0:
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


@pytest.mark.parametrize("index", ["pywb's", "ours"])
def test_every_record_replays_byte_for_byte(kept: Kept, pywb: Path, tmp_path: Path, index: str) -> None:
    kept.site.edition = 2
    kept.crawl()
    home = tmp_path / "pywb"
    home.mkdir()
    run = {"cwd": home, "check": True, "capture_output": True}
    subprocess.run([pywb / "wb-manager", "init", "news"], **run)  # type: ignore[call-overload]
    collection = home / "collections" / "news"
    if index == "ours":
        for name in kept.files.names():
            shutil.copy(kept.files.folder / name, collection / "archive")
        export(kept.database, kept.files, KeptFilter(), collection / "indexes" / "index.cdxj")
    else:
        files = [kept.files.folder / name for name in kept.files.names()]
        subprocess.run([pywb / "wb-manager", "add", "news", *files], **run)  # type: ignore[call-overload]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [pywb / "wayback", "-p", str(port), "-b", "127.0.0.1"],
        cwd=home,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        wrong = [found for found in expected(kept) if answer(f"http://127.0.0.1:{port}/news/{found[0]}") != found[1:]]
        assert wrong == []
    finally:
        server.terminate()
        server.wait()


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


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("pywb doesn't answer")
