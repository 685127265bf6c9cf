"""Watching a crawl: a bar for each source on a terminal, a line for each source elsewhere. All on stderr."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scraper.crawl import Observer, Tally

log = logging.getLogger("dateline.crawl")


@contextmanager
def watch(quiet: bool = False) -> Iterator[Observer]:
    """The observer that suits stderr; on a terminal, log lines pass above the bars."""
    if quiet or not sys.stderr.isatty():
        yield Lines()
        return
    from scraper.cli.bars import bars  # with Rich, which is slow to import

    with bars() as observer:
        yield observer


class Lines:
    def source_started(self, name: str) -> None:
        log.info("source %s: looking for news", name)

    def pages_due(self, name: str, count: int) -> None:
        log.info("source %s: %d pages to visit", name, count)

    def page_done(self, name: str, url: str, outcome: str) -> None:
        log.debug("source %s: %s %s", name, outcome, url)

    def source_finished(self, name: str, tally: Tally) -> None:
        log.info("source %s: %s in %.1f s", name, summary(tally), tally.seconds)


def summary(tally: Tally) -> str:
    counted = (
        (tally.new, "new"),
        (tally.revised, "revised"),
        (tally.duplicates, "duplicates"),
        (tally.not_modified, "unchanged"),
        (tally.rejected, "rejected"),
        (tally.failed, "failed"),
    )
    return ", ".join(f"{count} {word}" for count, word in counted if count) or "nothing to do"
