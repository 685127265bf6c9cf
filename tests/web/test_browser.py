"""`dateline serve` in a real Chromium: accessible, at home with keyboard and phone, asking nobody else for anything."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from db import Database
from tests.cli.conftest import Shell, shell  # noqa: F401  (a fixture)

PAGES = [
    "/", "/search?q=wirtschaft", "/article/3", "/article/26", "/article/25", "/article/3/changes", "/sources",
    "/charts", "/sql?q=select+*+from+sources", "/search?q=-", "/nothing",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite"])
def test_pages_in_a_browser(archive: Database, shell: Shell) -> None:  # noqa: F811
    shell.environ["DATELINE_DATABASE"] = archive.url.render_as_string(hide_password=False)
    server = shell.start("serve", "--port", "0")
    try:
        assert server.stdout
        base = server.stdout.readline().strip().rstrip("/")
        browse = [sys.executable, str(Path(__file__).parent / "browse.py"), base, *PAGES]
        done = subprocess.run(browse, capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stderr
        outcome = json.loads(done.stdout)
    finally:
        server.send_signal(signal.SIGTERM)
        _, said = server.communicate(timeout=30)
    assert outcome == {"wrong": [], "asked": [], "said": outcome["said"], "found": "Wirtschaft"}
    assert all("404" in line or "422" in line for line in outcome["said"]), outcome["said"]
    assert server.returncode == 143, said
    assert "Traceback" not in said


REFUSED = [
    (["--host", "0.0.0.0"], "lets others in"),
    (["--host", "0.0.0.0", "--token-file", "short"], "shorter than 16"),
    (["--token-file", "none"], "can't be read"),
    (["--port", "99999"], "Error"),
]


@pytest.mark.parametrize("kind", ["sqlite"])
def test_what_is_unsafe_is_not_served(archive: Database, shell: Shell) -> None:  # noqa: F811
    shell.environ["DATELINE_DATABASE"] = archive.url.render_as_string(hide_password=False)
    shell.write("abc", "short")
    for options, said in REFUSED:
        done = shell.run("serve", *options)
        assert (options, done.returncode) == (options, 2)
        assert said in done.stderr
