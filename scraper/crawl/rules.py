"""A source's rules from config.yaml, in the parser's words, and a warning where they are out of date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from scraper.config import Source
from scraper.crawl.work import log
from scraper.parse import Rules, rules_on


def configured_rules(source: Source) -> tuple[Rules, ...]:
    """All sets; which of them counts depends on the day that a page was fetched (`rules_on`)."""
    return tuple(
        Rules(
            valid_until=rules.valid_until,
            title=rules.title,
            text=rules.text,
            lead=rules.lead,
            authors=rules.authors,
            published=rules.published,
            modified=rules.modified,
            section=rules.section,
            keywords=rules.keywords,
            image=rules.image,
            remove=rules.remove,
            dateline=rules.dateline.pattern if rules.dateline else None,
            signature=rules.signature.pattern if rules.signature else None,
        )
        for rules in source.rules
    )


def warn_of_ended(file: Path, name: str, sets: Sequence[Rules], day: date) -> None:
    """Once a pass, where every set has ended: the pages are read without rules."""
    if sets and rules_on(sets, day) is None:
        last = max(rules.valid_until for rules in sets if rules.valid_until)
        log.warning(
            "%s: source %s: its rules were valid until %s, so its pages are read without any since then; "
            "try them with `dateline parse --source %s URL` and give them a later `valid_until`, or take them out",
            file,
            name,
            last,
            name,
        )
