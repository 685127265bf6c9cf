"""`dateline add`: from an address to a source that works."""

from __future__ import annotations

import json

import pytest

from scraper.sample import SampleSite
from tests.cli.conftest import Shell
from tests.fetch.render.conftest import chromium  # noqa: F401  (a fixture)


def test_a_plain_site_is_found_and_crawled(shell: Shell, site: SampleSite) -> None:
    assert shell.run("init").returncode == 0
    done = shell.run("add", site.url + "/en/", "--name", "meridian", "--json", "--no-render")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["works"]
    assert not found["render"]
    assert {(c["kind"], c["taken"]) for c in found["candidates"] if c["url"].endswith((".rdf", "sitemap.xml"))} == {
        ("feed", True),
        ("sitemap", True),
    }
    crawled = shell.run("crawl", "meridian", "--json")
    assert crawled.returncode in {0, 1}, crawled.stderr
    assert json.loads(crawled.stdout)["new"] >= 60


def test_a_dry_run_writes_nothing_and_needs_no_file(shell: Shell, site: SampleSite) -> None:
    done = shell.run("add", site.url + "/de/", "--dry-run", "--no-render")
    assert done.returncode == 0, done.stderr
    assert "- name: site" in done.stdout
    assert shell.files() == []


def test_a_site_that_yields_nothing_is_told_and_not_written(shell: Shell) -> None:
    shell.run("init")
    before = (shell.folder / "config.yaml").read_text(encoding="utf-8")
    with SampleSite(is_app=True) as app:
        done = shell.run("add", app.url + "/en", "--no-render")
    assert done.returncode == 1
    assert "found no way to crawl this site" in done.stderr
    assert (shell.folder / "config.yaml").read_text(encoding="utf-8") == before


def test_wrong_usage_is_told(shell: Shell, site: SampleSite) -> None:
    assert "dateline init" in shell.run("add", site.url).stderr
    assert shell.run("add", site.url).returncode == 2
    unreachable = shell.run("add", "http://127.0.0.1:9/", "--dry-run")
    assert unreachable.returncode == 1
    assert "Traceback" not in unreachable.stderr


@pytest.mark.slow
def test_an_app_is_drawn_by_a_browser(shell: Shell, chromium: str) -> None:  # noqa: F811
    shell.run("init")
    with SampleSite(is_app=True) as app:
        done = shell.run("add", app.url + "/en", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["render"]
    assert found["software"] == "Polymer"
    assert "render: true" in (shell.folder / "config.yaml").read_text(encoding="utf-8")
