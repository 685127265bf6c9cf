"""Who may import whom (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VALUES = "db.frozen"
"""What makes a value of a class; of the database it knows nothing."""
PEERS = ("archive", "discover", "fetch", "identify", "parse")
SHARED = (
    "article",
    "automaton",
    "digest",
    "errors",
    "folding",
    "jmes",
    "languages",
    "on_demand",
    "one_by_one",
    "response",
    "shell",
    "signs",
    "spacing",
    "suffixes",
    "text",
    "version",
    "word_by_word",
)


def imports(file: Path) -> Iterator[str]:
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            yield ".".join(part for part in (base, node.module or "") if part)


def ours(folder: str) -> list[tuple[Path, str]]:
    files = sorted((ROOT / folder).rglob("*.py"))
    return [(file, name) for file in files for name in imports(file) if name.split(".")[0] in {"scraper", "db", "web"}]


def test_db_imports_nothing_of_ours() -> None:
    assert [(file.name, name) for file, name in ours("db") if not name.startswith("db")] == []


@pytest.mark.parametrize("peer", PEERS)
def test_the_five_stages_do_not_know_each_other(peer: str) -> None:
    allowed = {VALUES, f"scraper.{peer}", *(f"scraper.{name}" for name in SHARED)}
    strangers = [
        (file.name, name)
        for file, name in ours(f"scraper/{peer}")
        if ".".join(name.split(".")[:2]) not in allowed and name != "scraper"
    ]
    assert strangers == []


def test_nobody_but_the_command_line_imports_the_command_line() -> None:
    users = {file.parent.name for file, name in ours("scraper") if name.startswith("scraper.cli")}
    assert users <= {"cli"}


def test_configuration_knows_only_shared_things() -> None:
    used = {".".join(name.split(".")[:2]) for _, name in ours("scraper/config")}
    assert used <= {VALUES, "scraper.config", *(f"scraper.{name}" for name in SHARED)}


def test_the_pages_know_only_the_database() -> None:
    assert [(file.name, name) for file, name in ours("web") if name.split(".")[0] not in {"web", "db"}] == []
