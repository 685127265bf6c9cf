"""The rules of a source as `parse --source` uses them, and what they found, for who writes them."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from scraper.errors import no_source

if TYPE_CHECKING:
    from scraper.article import Article
    from scraper.config import Config
    from scraper.parse import Rules


def rules_for(config: Config, name: str, day: date) -> Rules | None:
    """The set in force on that day; None, with a line on stderr, where there is none. Raises UsageError."""
    from scraper.crawl.rules import configured_rules
    from scraper.parse import rules_on

    known = {source.name: source for source in config.sources}
    if name not in known:
        raise no_source(name, known, f"in {config.file}")
    sets = configured_rules(known[name])
    found = rules_on(sets, day)
    if found is None:
        _say(f"source {name}: " + (_ended(sets) if sets else "it has no rules; the page is read automatically"))
    return found


def print_trials(body: bytes, charset: str | None, rules: Rules, article: Article) -> None:
    """One line a rule: `title  h1.headline  1 found: The bridge is open`."""
    from scraper.parse.charset import decode
    from scraper.parse.trial import try_rules

    trials = try_rules(decode(body, charset), rules, article)
    wide = max((len(trial.pattern) for trial in trials), default=0)
    if rules.valid_until:
        _say(f"rules valid until {rules.valid_until}:")
    for trial in trials:
        _say(f"{trial.rule:<9}  {trial.pattern:<{wide}}  {trial.matched} found: {trial.found or trial.note}")


def _ended(sets: tuple[Rules, ...]) -> str:
    last = max(rules.valid_until for rules in sets if rules.valid_until)
    return f"its rules were valid until {last}; the page is read without any"


def _say(line: str) -> None:
    print(line, file=sys.stderr)
