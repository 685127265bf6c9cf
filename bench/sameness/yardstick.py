"""How quick the machine is while it is measured: lexbor reads the pages of DATA in turns with what is measured.

A figure in milliseconds says little of a machine that is now quick and now slow, and nothing of another one. What
lexbor takes for the same pages in the same minute makes it comparable.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser

from bench import data

T = TypeVar("T")

TARGETS_MS = 0.71
"""What lexbor took a page on the machine on which the targets were set."""

TURNS = 100
"""Of a run; in each so many of the pages are read."""


class Yardstick:
    """`ms`: CPU that lexbor took for a page, of those read so far; None where there are none."""

    def __init__(self, folder: Path) -> None:
        self._pages = [page for name in data.set_names(folder) for page in data.pages(folder, name)]
        self._cpu_s = 0.0
        self._read = 0

    @property
    def ms(self) -> float | None:
        return self._cpu_s / self._read * 1000 if self._read else None

    def among(self, items: list[T]) -> Iterator[T]:
        """The items, and all pages read meanwhile."""
        self._cpu_s, self._read = 0.0, 0
        step = max(1, len(items) // TURNS)
        for place, item in enumerate(items):
            if place % step == 0:
                turn = place // step
                self._parse(self._pages[turn::TURNS] if turn < TURNS else ())
            yield item

    def told(self, ms: float) -> str:
        """What took so long here, in words of the yardstick and of the targets' machine."""
        if self.ms is None:
            return "no pages in DATA to compare with"
        theirs = ms / self.ms * TARGETS_MS
        return f"lexbor {self.ms:.3f} a page meanwhile: {theirs:.3f} ms where it takes {TARGETS_MS}"

    def _parse(self, pages: Iterable[data.Page]) -> None:
        for page in pages:
            html = page.read()
            began = time.process_time()
            LexborHTMLParser(html)
            self._cpu_s += time.process_time() - began
            self._read += 1
