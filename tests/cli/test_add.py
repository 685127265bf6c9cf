"""`dateline add`: what it prints, what it writes, and its exit codes. What it finds: tests/survey."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper.cli.main import run
from scraper.config import load_config
from scraper.sample import SampleSite

FILE = "config.yaml"
CONFIG = "# Mine.\npoliteness: {delay_s: 0}\nsources: []\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current one, without a configuration."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_source_is_written_and_the_findings_are_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE).write_text(CONFIG, encoding="utf-8")
    with SampleSite() as site:
        code = run(["add", site.url + "/en/", "--name", "meridian", "--json", "--no-render"])
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert code == 0
    assert (found["name"], found["works"], found["render"]) == ("meridian", True, False)
    assert "source meridian added" in said.err
    (source,) = load_config(folder / FILE, environ={}).sources
    assert (source.name, len(source.feeds), len(source.sitemaps)) == ("meridian", 4, 1)
    assert source.feeds[0] in {candidate["url"] for candidate in found["candidates"] if candidate["taken"]}


def test_a_dry_run_writes_nothing_and_needs_no_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with SampleSite() as site:
        assert run(["add", site.url + "/de/", "--dry-run", "--no-render"]) == 0
    printed = capsys.readouterr().out
    assert "- name: site" in printed
    assert "articles: /" in printed
    assert list(folder.iterdir()) == []


def test_a_site_that_yields_nothing_is_told_and_not_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE).write_text(CONFIG, encoding="utf-8")
    with SampleSite(is_app=True) as app:
        assert run(["add", app.url + "/en", "--no-render"]) == 1
    said = capsys.readouterr()
    assert "found no way to crawl this site" in said.err
    assert "an empty shell" in said.out
    assert (folder / FILE).read_text(encoding="utf-8") == CONFIG


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["http://127.0.0.1:9/"], 2, "dateline init"),
        (["http://127.0.0.1:9/", "--dry-run"], 1, "127.0.0.1:9"),
    ],
    ids=["no file", "nobody there"],
)
def test_wrong_usage_is_told(
    arguments: list[str], code: int, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["add", *arguments]) == code
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said
