"""Rules of a site: what they say wins, what finds nothing does no harm, and each set has its time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scraper.parse import Rules, parse, rules_on
from scraper.parse.trial import try_rules

TEXT = "The bridge was opened on Friday, and the whole town walked over it before the first car was let on."
PAGE = f"""<html><head><title>Front | Site</title><meta property="og:type" content="article"></head><body>
<div class="kicker">Transport</div><h2 class="real">The bridge is open</h2>
<div class="qq"><p>OSLO (Site) - {TEXT}</p>
<div class="ad-like">Buy a boat, now that nobody needs the ferry any more.</div>
<p>{TEXT.replace("bridge", "tunnel")}</p><p>Written by a robot.</p></div>
<i class="when" title="x">21 March 2026</i><b class="changed">2026-03-22T10:00:00Z</b>
<ul class="tt"><li>bridges</li><li>towns</li></ul><img class="lead" src="/b.jpg"></body></html>"""

RULES = Rules(
    title="h2.real",
    text="div.qq",
    published="i.when",
    modified="b.changed",
    section=".kicker",
    keywords=".tt li",
    image="img.lead",
    remove=(".ad-like",),
    signature=r"^Written by .+$",
)


def read(rules: Rules) -> object:
    return parse(PAGE, "http://site.example/1", rules=rules)


def test_a_rule_wins_over_what_the_page_looks_like() -> None:
    article = parse(PAGE, "http://site.example/1", rules=RULES)
    assert article.title == "The bridge is open"
    assert article.text.split("\n\n") == [TEXT, TEXT.replace("bridge", "tunnel")]
    assert article.signature == "Written by a robot."
    assert article.published_at == datetime(2026, 3, 21, tzinfo=UTC)
    assert article.modified_at == datetime(2026, 3, 22, 10, tzinfo=UTC)
    assert (article.section, article.keywords) == ("Transport", ("bridges", "towns"))
    assert article.image_url == "http://site.example/b.jpg"


@pytest.mark.parametrize(
    "rules",
    [
        Rules(title=".no", text=".no", lead=".no", authors=".no", published=".no", modified=".no"),
        Rules(section=".no", keywords=".no", image=".no", remove=(".no",), dateline="^NO", signature="^NO$"),
        Rules(remove=("div", "p")),
        Rules(remove=("body", "html", "*")),
    ],
    ids=["no field", "no other field", "removes the article", "removes everything"],
)
def test_rules_that_find_nothing_or_take_everything_change_nothing(rules: Rules) -> None:
    assert read(rules) == read(Rules())


OLD, NEW, LAST = (Rules(title=name) for name in ("h1.old", "h1.new", "h1.last"))
SETS = (LAST, Rules(date(2026, 6, 30), "h1.new"), Rules(date(2025, 12, 31), "h1.old"))


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2025, 1, 1), "h1.old"),
        (date(2025, 12, 31), "h1.old"),
        (date(2026, 1, 1), "h1.new"),
        (date(2026, 7, 1), "h1.last"),
    ],
)
def test_the_set_counts_that_was_in_force_when_the_page_was_fetched(day: date, title: str) -> None:
    found = rules_on(SETS, day)
    assert found is not None
    assert found.title == title


def test_after_the_last_set_there_is_none() -> None:
    assert rules_on(SETS[1:], date(2026, 7, 1)) is None
    assert rules_on((), date(2026, 7, 1)) is None


def test_a_trial_says_what_each_rule_found() -> None:
    rules = Rules(title="h2.real", keywords=".tt li", remove=(".ad-like", ".no"), dateline="^NOWHERE - ")
    found = {(trial.rule, trial.pattern): trial for trial in try_rules(PAGE, rules, parse(PAGE, rules=rules))}
    assert found["title", "h2.real"].found == "The bridge is open"
    assert (found["keywords", ".tt li"].matched, found["keywords", ".tt li"].found) == (2, "bridges")
    assert found["remove", ".ad-like"].matched == 1
    assert "as if there were no such rule" in (found["remove", ".no"].note or "")
    assert "no such end" in (found["dateline", "^NOWHERE - "].note or "")
