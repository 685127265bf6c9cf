"""A bar for each source that is crawled, on a terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from scraper.cli.progress import summary
from scraper.crawl import Observer, Tally


@contextmanager
def bars() -> Iterator[Observer]:
    """On stderr; log lines pass above the bars."""
    console = Console(stderr=True)
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
