"""The first minutes of a new user: init, config, doctor, demo, help."""

from __future__ import annotations

import json

import pytest

from scraper.compiled import is_compiled
from scraper.config import example
from scraper.sample import SampleSite, sample_config
from tests.cli.conftest import Shell

VERBS = ["init", "config", "doctor", "demo", "crawl", "run", "parse", "list", "show", "search", "sql", "db"]


def test_init_writes_an_example_and_never_overwrites(shell: Shell) -> None:
    assert shell.run("init").returncode == 0
    assert (shell.folder / "config.yaml").read_text(encoding="utf-8") == example()
    again = shell.run("init")
    assert again.returncode == 2
    assert "config.yaml" in again.stderr
    assert shell.run("init", "deep/er").returncode == 0


def test_config_shows_what_is_in_force_and_no_secret(shell: Shell) -> None:
    shell.run("init")
    shell.environ["DATELINE_DATABASE"] = "postgresql://me:hush@db.example.org/news"
    for done in (shell.run("config"), shell.run("config", "--json")):
        assert done.returncode == 0
        assert "db.example.org" in done.stdout
        assert "hush" not in done.stdout + done.stderr
    assert json.loads(shell.run("config", "--json").stdout)["politeness"]["delay_s"] == 1.0
    flag = shell.run("--db", "mine.db", "config", "--json")
    assert json.loads(flag.stdout)["database"].endswith("/mine.db")


def test_doctor_tells_good_from_bad(shell: Shell, site: SampleSite) -> None:
    shell.run("init")
    empty = shell.run("doctor")
    assert empty.returncode == 2
    assert "FAIL  configuration: no active source" in empty.stdout
    shell.write(sample_config(site.url))
    good = shell.run("doctor")
    assert f"ok    modules: {'compiled' if is_compiled() else 'plain Python'}" in good.stdout
    assert good.returncode == 0, good.stdout
    assert "FAIL" not in good.stdout
    shell.write("in the way", "archive-file")
    shell.environ["DATELINE_ARCHIVE"] = "archive-file"
    bad = shell.run("doctor")
    assert bad.returncode == 3
    assert "FAIL  archive" in bad.stdout


def test_a_user_agent_without_contact_is_warned_of(shell: Shell) -> None:
    shell.write("user_agent: MyBot/1.0\nsources: [{name: dead, url: 'http://127.0.0.1:9/'}]\nlimits: {retries: 0}\n")
    assert "names no mail or web address" in shell.run("crawl").stderr
    assert "FAIL  user agent" in shell.run("doctor").stdout


def test_doctor_names_a_source_that_does_not_answer(shell: Shell) -> None:
    shell.write(
        "user_agent: x (+https://example.org)\nlimits: {retries: 0}\n"
        "sources:\n  - name: dead\n    url: http://127.0.0.1:9/\n"
    )
    done = shell.run("doctor")
    assert done.returncode == 1
    assert "FAIL  source dead" in done.stdout


def test_demo_shows_articles_an_article_a_query_and_the_copies(shell: Shell) -> None:
    done = shell.run("demo")
    assert done.returncode == 0, done.stderr
    for words in ("new", "copies", "One article", "dateline sql", "meridian", "copy of another", "silently edited"):
        assert words in done.stdout
    assert shell.files() == []


def test_demo_can_be_kept_and_queried(shell: Shell) -> None:
    assert shell.run("demo", "--keep", "kept").returncode == 0
    shell.folder = shell.folder / "kept"
    assert shell.files()[:2] == ["archive", "config.yaml"]
    assert json.loads(shell.run("sql", "select count(*) as n from articles", "--json").stdout) == [{"n": 70}]
    shell.folder = shell.folder.parent
    assert shell.run("demo", "--keep", "kept").returncode == 2


@pytest.mark.parametrize("arguments", [[], ["--help"], *([verb, "--help"] for verb in VERBS), ["db", "upgrade", "-h"]])
def test_help_is_there_for_every_verb(shell: Shell, arguments: list[str]) -> None:
    done = shell.run(*arguments)
    assert "Usage: dateline" in done.stdout + done.stderr
    assert done.returncode in ((0,) if arguments else (0, 2))


def test_help_names_every_verb_and_the_exit_codes(shell: Shell) -> None:
    told = shell.run("--help").stdout
    assert all(f" {verb} " in told for verb in VERBS)
    assert "Exit codes" in told


def test_completion_knows_the_sources(shell: Shell) -> None:
    shell.write("user_agent: x (+https://example.org)\nsources:\n  - {name: bbabo, url: 'https://bbabo.net'}\n")
    shell.environ |= {"_DATELINE_COMPLETE": "complete_bash", "COMP_WORDS": "dateline crawl bb", "COMP_CWORD": "2"}
    assert "bbabo" in shell.run().stdout
