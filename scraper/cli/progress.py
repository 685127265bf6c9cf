"""Watching a crawl: a bar for each source on a terminal, a line for each source elsewhere. All on stderr."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from scraper.crawl import Observer, Tally

log = logging.getLogger("dateline.crawl")


@contextmanager
def watch(quiet: bool = False) -> Iterator[Observer]:
    """The observer that suits stderr; on a terminal, log lines pass above the bars."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    root = logging.getLogger("dateline")
    handlers = root.handlers[:]
    with Progress(*columns, console=console, transient=True) as progress:
        root.handlers[:] = [RichHandler(console=console, show_path=False, show_time=False, markup=False)]
        try:
            yield Bars(progress)
        finally:
            root.handlers[:] = handlers


class Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def source_started(self, name: str) -> None:
        self._tasks[name] = self._progress.add_task(f"{name}: looking for news", total=None)

    def pages_due(self, name: str, count: int) -> None:
        self._progress.update(self._tasks[name], description=name, total=count)

    def page_done(self, name: str, url: str, outcome: str) -> None:
        self._progress.advance(self._tasks[name])

    def source_finished(self, name: str, tally: Tally) -> None:
        self._progress.update(self._tasks[name], description=f"{name}: {summary(tally)}")


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
