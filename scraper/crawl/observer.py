"""Who watches a crawl: a progress bar, a log, nobody."""

from __future__ import annotations

from typing import Protocol

from scraper.crawl.report import Tally


class Observer(Protocol):
    def source_started(self, name: str) -> None: ...
    def pages_due(self, name: str, count: int) -> None: ...
    def page_done(self, name: str, url: str, outcome: str) -> None: ...
    def source_finished(self, name: str, tally: Tally) -> None: ...


class Nobody:
    """Watches nothing."""

    def source_started(self, name: str) -> None:
        pass

    def pages_due(self, name: str, count: int) -> None:
        pass

    def page_done(self, name: str, url: str, outcome: str) -> None:
        pass

    def source_finished(self, name: str, tally: Tally) -> None:
        pass
