"""Only the module of the verb that was asked for is imported."""

from __future__ import annotations

from importlib import import_module

import pytest

from scraper.cli.app import app
from scraper.cli.verbs import COMPLETION, MODULES, modules_for, verb_in


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("crawl", "crawl"),
        ("-v crawl meridian --json", "crawl"),
        ("--config other.yaml list", "list"),
        ("-c crawl status", "status"),
        ("--config=crawl --db sqlite:///a.db sql", "sql"),
        ("--log-format json run", "run"),
        ("--help", None),
        ("--db", None),
        ("", None),
    ],
)
def test_the_verb_is_the_first_word_that_is_no_option(line: str, verb: str | None) -> None:
    assert verb_in(line.split()) == verb


def test_a_verb_needs_its_own_module_only() -> None:
    assert modules_for(["crawl", "--all"], {}) == ["crawl"]


@pytest.mark.parametrize(("line", "environ"), [("--help", {}), ("crwal", {}), ("crawl", {COMPLETION: "complete_bash"})])
def test_help_mistakes_and_completion_need_them_all(line: str, environ: dict[str, str]) -> None:
    assert set(modules_for(line.split(), environ)) == set(MODULES.values())


def test_every_verb_is_found_in_its_module() -> None:
    for module in modules_for([], {}):
        import_module(f"scraper.cli.{module}")
    homes = {}
    for command in app.registered_commands:
        assert command.callback is not None
        homes[command.name or command.callback.__name__] = command.callback.__module__.rpartition(".")[2]
    groups = {group.name for group in app.registered_groups}
    assert {verb: home for verb, home in MODULES.items() if verb not in groups} == homes
    assert groups == {"archive", "db"}
