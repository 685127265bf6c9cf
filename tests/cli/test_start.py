"""What a pass goes without, as cron starts one every few minutes: where little is new the start is most of it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import Any

from scraper.sample import SampleSite
from tests.cli.conftest import Shell
from tests.cli.test_crawl import english

PASS = """
import sys
from scraper.cli.main import run
code = run(["crawl", "--json"])
print(code, *sys.modules)
"""

FEW = "\nlimits: {pages_per_pass: 5}\n"

AGAIN = """
    UPDATE source SET next_visit_at = NULL;
    UPDATE endpoint SET next_poll_at = NULL;
"""

LATER = "UPDATE page SET next_visit_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '+90 days');"

HEAVY = {"alembic", "apscheduler", "jinja2", "psutil", "selectolax", "sqlalchemy"}


def test_a_pass_that_finds_nothing_new_imports_neither_sqlalchemy_nor_a_parser(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    assert shell.run("crawl").returncode == 0

    said, imported = one_more_pass(shell, AGAIN + LATER)

    assert said["fetched"] == said["not_modified"] > 0
    assert imported & (HEAVY | {"scraper.article", "scraper.archive.reader"}) == set()


def test_a_pass_that_brings_a_few_articles_goes_without_sqlalchemy(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url) + FEW)
    assert shell.run("crawl").returncode == 0

    said, imported = one_more_pass(shell, AGAIN)

    assert said["new"] > 0
    assert imported & (HEAVY | {"scraper.discover.sections", "scraper.parse.blocks"}) == set()


def test_not_even_the_first_pass_imports_sqlalchemy(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url) + FEW)

    said, imported = one_pass(shell)

    assert said["new"] > 0
    assert "sqlalchemy" not in imported


def one_more_pass(shell: Shell, before: str) -> tuple[dict[str, Any], set[str]]:
    with closing(sqlite3.connect(shell.folder / "dateline.db")) as database:
        database.executescript(before)
    return one_pass(shell)


def one_pass(shell: Shell) -> tuple[dict[str, Any], set[str]]:
    """What a process says of its pass, and which modules it has imported."""
    command = [sys.executable, "-c", PASS]
    done = subprocess.run(command, cwd=shell.folder, env=shell.env(), capture_output=True, text=True, timeout=120)
    said, _, told = done.stdout.rstrip().rpartition("\n")
    code, *imported = told.split()
    assert code == "0", done.stderr
    return json.loads(said), set(imported)
