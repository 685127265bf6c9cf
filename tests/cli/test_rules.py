"""`parse --source` and `template`: rules can be tried, and what was learned can be looked at."""

from __future__ import annotations

import json

from scraper.sample import SampleSite, sample_config
from scraper.sample.clutter import NOTICES
from tests.cli.conftest import Shell

CONFIG = """
sources:
  - name: site
    url: https://site.example/
    rules: {{valid_until: {until}, title: h2.real, lead: p.none}}
"""
PAGE = (
    "<html><body><h1>Not this</h1><h2 class='real'>The bridge is open</h2><p>It was opened on Friday.</p></body></html>"
)


def test_parse_uses_a_source_s_rules_and_says_what_each_found(shell: Shell) -> None:
    shell.write(CONFIG.format(until="2999-12-31"))
    done = shell.run("parse", "-", "--source", "site", stdin=PAGE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["title"] == "The bridge is open"
    valid, title, lead = done.stderr.splitlines()
    assert valid == "rules valid until 2999-12-31:"
    assert title.split() == ["title", "h2.real", "1", "found:", "The", "bridge", "is", "open"]
    assert "0 found: nothing there" in lead


def test_rules_that_have_ended_are_not_used_and_that_is_said(shell: Shell) -> None:
    shell.write(CONFIG.format(until="2020-12-31"))
    done = shell.run("parse", "-", "--source", "site", stdin=PAGE)
    assert json.loads(done.stdout)["title"] == "Not this"
    assert "valid until 2020-12-31; the page is read without any" in done.stderr


def test_an_unknown_source_and_a_wrong_day_are_told_in_one_line(shell: Shell) -> None:
    shell.write(CONFIG.format(until="2999-12-31"))
    done = shell.run("parse", "-", "--source", "sight", stdin=PAGE)
    assert (done.returncode, "did you mean 'site'?" in done.stderr) == (2, True)
    shell.write(CONFIG.format(until="tomorrow"))
    done = shell.run("parse", "-", "--source", "site", stdin=PAGE)
    assert done.returncode == 2
    assert (
        "config.yaml:5: sources[0].rules.valid_until: expected a day such as 2026-06-30, got 'tomorrow'" in done.stderr
    )


def test_a_template_can_be_looked_at_and_forgotten(shell: Shell) -> None:
    with SampleSite(is_cluttered=True) as site:
        shell.write(sample_config(site.url))
        assert shell.run("template", "meridian").returncode != 0
        assert shell.run("crawl", "--all").returncode == 0
    told = json.loads(shell.run("template", "meridian", "--json").stdout)
    assert {line["text"] for line in told["lines"]} == {notice[:80] for pair in NOTICES.values() for notice in pair}
    assert told["signature"] == "meridian.Example"
    assert all(line["articles"] >= 10 and line["since"] for line in told["lines"])
    assert NOTICES["en"][1][:40] in shell.run("template", "meridian").stdout
    assert "forgotten" in shell.run("template", "meridian", "--forget").stdout
    assert shell.run("template", "meridian").returncode == 2
