"""What the documents say is so: queries run on both databases, commands work, links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from db import Database, migrate
from db.query import run
from tests.cli.conftest import Shell, shell  # noqa: F401  (a fixture)
from tests.db.samples import begin, record, store

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
SQL = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```(sql|sqlite|postgres)\n(.*?)```", SQL, re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
LINES = [*README.splitlines(), *OPERATIONS.splitlines()]
COMMANDS = [line[2:].partition("    #")[0].strip() for line in LINES if line.startswith("$ ")]


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 25


def test_every_documented_query_runs(database: Database, kind: str) -> None:
    """In one archive: a query that fails is told by its text."""
    with database.write() as connection:
        store(connection, *begin(connection), record())
    for dialect, query in QUERIES:
        if dialect in ("sql", kind):
            with run(database, query) as result:
                list(result.rows)


def test_every_view_is_documented_with_its_columns() -> None:
    text = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
    assert [name for name, _ in migrate.view_statements() if name not in text] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


def test_the_readme_s_commands_work(shell: Shell) -> None:  # noqa: F811
    """In a kept demo's folder, where there is something to be found."""
    assert shell.run("demo", "--keep", "demo").returncode == 0
    shell.folder = shell.folder / "demo"
    ran = 0
    for command in COMMANDS:
        words = shlex.split(command.partition(" > ")[0])
        if words[0] == "dateline" and words[1] not in {"add", "crawl", "serve"}:
            done = shell.run(*words[1:])
            assert done.returncode == 0, (command, done.stderr)
            ran += 1
    assert ran >= 5


def test_the_archive_s_commands_exist(shell: Shell) -> None:  # noqa: F811
    """With options that the program knows; what they import is the reader's own."""
    text = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")
    commands = [shlex.split(line)[1:] for line in text.splitlines() if line.startswith("    dateline ")]
    assert len(commands) >= 8
    for words in commands:
        verb = words[:2] if words[0] == "archive" else words[:1]
        told = shell.run(*verb, "--help")
        assert told.returncode == 0, told.stderr
        assert [word for word in words if word.startswith("--") and word not in told.stdout] == []
