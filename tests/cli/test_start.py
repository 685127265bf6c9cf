"""What a pass that finds nothing new goes without: it is what cron starts every few minutes."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

from scraper.sample import SampleSite
from tests.cli.conftest import Shell
from tests.cli.test_crawl import english

QUIET = """
import sys
from scraper.cli.main import run
code = run(["crawl", "--json"])
print(code, sorted({"alembic", "apscheduler", "jinja2", "selectolax", "sqlalchemy"} & set(sys.modules)))
"""

LATER = """
    UPDATE source SET next_visit_at = NULL;
    UPDATE endpoint SET next_poll_at = NULL;
    UPDATE page SET next_visit_at = '2999-01-01T00:00:00Z';
"""


def test_a_pass_that_finds_nothing_new_imports_neither_sqlalchemy_nor_a_parser(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    assert shell.run("crawl").returncode == 0
    with closing(sqlite3.connect(shell.folder / "dateline.db")) as database:
        database.executescript(LATER)

    command = [sys.executable, "-c", QUIET]
    done = subprocess.run(command, cwd=shell.folder, env=shell.env(), capture_output=True, text=True, timeout=120)

    said, _, imported = done.stdout.rstrip().rpartition("\n")
    assert json.loads(said)["fetched"] == json.loads(said)["not_modified"] > 0
    assert imported == "0 []"
