"""What reading pages does to the memory of a process."""

from __future__ import annotations

import multiprocessing
import re
import resource
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import psutil

from bench import tools
from bench.data import Page
from bench.tools import Tool

LARGEST = 100
"""Pages that peak memory is measured on: the largest ones."""

REPORTS = 20
"""Lines that a soak prints."""


def peaks(pages: list[Page], compared: list[Tool]) -> dict[str, int]:
    """Bytes of memory by tool, at its highest, each in a process of its own that reads the largest pages."""
    largest = sorted(pages, key=lambda page: page.file.stat().st_size)[-LARGEST:]
    fresh = multiprocessing.get_context("spawn")
    found = {}
    for tool in compared:
        with fresh.Pool(1) as pool:
            found[tool.name] = pool.apply(_peak, (tool.name, largest))
    return found


def _peak(name: str, pages: list[Page]) -> int:
    tools.be_quiet()
    tool = next(tool for tool in tools.TOOLS if tool.name == name)
    read = tool.load()
    for page in pages:
        html = page.read()
        try:
            # Not our own decoder, which would bring our memory along.
            read(html.decode("utf-8", "replace") if tool.takes_text else html, page.url)
        except Exception:  # a page that breaks a tool has its peak all the same
            continue
    return _highest()


def _highest() -> int:
    """Bytes that this process had in memory at most. On Linux getrusage also counts what its parent had."""
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def soak(pages: list[Page], number: int) -> None:
    """Parse `number` pages, the data over and over, and print the memory in use on the way."""
    read = next(tool for tool in tools.TOOLS if tool.name == "dateline").load()
    process = psutil.Process()
    every = max(1, number // REPORTS)
    began = time.process_time()
    print("| pages | MiB in use | CPU ms a page |\n|---|---|---|")
    for count, page in enumerate(islice(cycle(pages), number), 1):
        read(page.read(), page.url)
        if count % every == 0 or count == 1:
            mean = (time.process_time() - began) * 1000 / count
            print(f"| {count} | {process.memory_info().rss / 2**20:.1f} | {mean:.2f} |", flush=True)
