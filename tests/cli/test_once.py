"""A line that asks for one pass means the same with Typer and without it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cli.app import app
from scraper.cli.once import Once, plain_words
from scraper.cli.options import Options
from scraper.cli.verbs import COMPLETION, import_verbs

FILES = ["--config", "-c", "--config=a.yaml", "-c=a", "--db", "--db=b.db", "a.yaml"]
FLAGS = ["-v", "--verbose", "--log-format", "json", "text", "xml", "--all", "--json", "--help", "--version", "-", "--"]
LINES = st.lists(st.sampled_from(["", "crawl", "run", "town", *FILES, *FLAGS]), max_size=6)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("crawl", Once(Options())),
        ("-v crawl meridian town --json", Once(Options(verbose=True), ("meridian", "town"), as_json=True)),
        ("crawl --all", Once(Options(), everything=True)),
        ("--config a.yaml --db=b.db crawl", Once(Options(Path("a.yaml"), "b.db"))),
        ("--log-format json crawl run", Once(Options(log_format="json"), ("run",))),
    ],
)
def test_what_is_plain_is_read(line: str, asked: Once) -> None:
    assert plain_words(line.split(), {}) == asked


@pytest.mark.parametrize(
    "line",
    [
        "",
        "run",
        "crwal",
        "--help",
        "crawl --help",
        "crawl --al",
        "--log-format xml crawl",
        "--db",
        "-v",
        "--db --x crawl",
    ],
)
def test_all_else_is_left_to_typer(line: str) -> None:
    assert plain_words(line.split(), {}) is None


def test_so_is_a_shell_s_question() -> None:
    assert plain_words(["crawl"], {COMPLETION: "complete_bash"}) is None


@given(LINES)
def test_typer_reads_the_same(words: list[str]) -> None:
    asked = plain_words(words, {})
    if asked is not None:
        assert by_typer(words) == asked


def by_typer(words: list[str]) -> Once:
    """What Typer hands to the verb."""
    said: list[Once] = []

    def note(options: Options, sources: Any, *, everything: bool, as_json: bool) -> int:
        said.append(Once(options, tuple(sources), everything, as_json))
        return 0

    import_verbs(["crawl"], {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scraper.cli.crawl.crawl_once", note)
        patch.setattr("scraper.cli.app.set_up_logs", lambda *_: None)
        app(words, standalone_mode=False)
    return said[0]
