#!/usr/bin/env python3
"""Compare our parser with other extractors: quality by the data's own scorer, CPU time a page, peak memory.

    bench/extract.py DATA [--sets a,b] [--limit N] [--tools dateline,trafilatura] [--jobs 1] [--half dev]
        [--turn 25]
    bench/extract.py DATA --soak 20000

DATA holds SET/gold.jsonl, SET/pages/ID.html.gz and score.py. The tools take turns of some pages each, and who begins
rotates, so that noise hits all alike. Times are CPU times of the call alone, without reading the file and, for those
that take text, without decoding it. docs/extraction.md explains the method.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import data, memory, table, tools
from bench.data import Page
from bench.tools import Read, Tool

_loaded: dict[str, Read] = {}


def main() -> None:
    options = _options()
    tools.be_quiet()
    names = options.sets.split(",") if options.sets else data.set_names(options.data)
    pages = [page for name in names for page in data.pages(options.data, name, options.limit)]
    if options.soak:
        memory.soak(pages, options.soak)
        return
    compared = tools.chosen(options.tools)
    with tempfile.TemporaryDirectory() as scratch:
        out = options.pred or Path(scratch)
        times = _run(pages, compared, out, options.jobs, options.turn)
        results = {name: _score(options, name, compared, out, times) for name in names}
        not_articles = table.article_or_not(options.data, out / "dateline") if (out / "dateline").is_dir() else None
    peaks = memory.peaks(pages, compared) if options.memory else {}
    speeds = table.speed(times, "dateline")
    print(table.as_markdown(results, not_articles, peaks, speeds))
    if options.json:
        options.json.write_text(
            json.dumps({"sets": results, "speed": speeds, "article_or_not": not_articles, "memory": peaks}, indent=1)
        )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--sets", help="names separated by commas; default: all that DATA has")
    parser.add_argument("--limit", type=int, help="at most so many pages of each set")
    parser.add_argument("--tools", help="names separated by commas; default: all that are installed")
    parser.add_argument("--half", choices=["all", "dev", "holdout"], default="all", help="which half counts")
    parser.add_argument("--jobs", type=int, default=1, help="processes; 1 gives the cleanest times")
    parser.add_argument("--turn", type=int, default=25, help="pages that a tool reads before it is the next one's turn")
    parser.add_argument("--memory", action="store_true", help="measure peak memory too, in a process for each tool")
    parser.add_argument("--pred", type=Path, help="keep the predictions there, as TOOL/SET.jsonl")
    parser.add_argument("--json", type=Path, help="write all figures there")
    parser.add_argument("--soak", type=int, metavar="N", help="parse N pages with ours alone and watch the memory")
    return parser.parse_args()


def _run(
    pages: list[Page], compared: list[Tool], out: Path, jobs: int, turn: int
) -> dict[tuple[str, str], list[float]]:
    """Read every page with every tool. Writes predictions; returns CPU seconds by (tool, set)."""
    times: dict[tuple[str, str], list[float]] = {}
    files: dict[tuple[str, str], Any] = {}
    try:
        for page, tool, found, seconds in _readings(pages, [t.name for t in compared], jobs, turn):
            key = (tool, page.set_name)
            if key not in files:
                (out / tool).mkdir(parents=True, exist_ok=True)
                files[key] = (out / tool / f"{page.set_name}.jsonl").open("w", encoding="utf-8")
            files[key].write(json.dumps({"id": page.id, **found}) + "\n")
            times.setdefault(key, []).append(seconds)
    finally:
        for file in files.values():
            file.close()
    return times


def _readings(
    pages: list[Page], names: list[str], jobs: int, size: int
) -> Iterator[tuple[Page, str, dict[str, Any], float]]:
    begins = enumerate(range(0, len(pages), size))
    turns = [
        (pages[at : at + size], names[number % len(names) :] + names[: number % len(names)]) for number, at in begins
    ]
    if jobs == 1:
        yield from _progress(len(pages), (reading for turn in turns for reading in read_pages(turn)), len(names))
        return
    with ProcessPoolExecutor(jobs, initializer=tools.be_quiet) as pool:
        found = pool.map(read_pages, turns)
        yield from _progress(len(pages), (reading for readings in found for reading in readings), len(names))


def _progress(total: int, readings: Iterable[Any], each: int) -> Iterator[Any]:
    for number, reading in enumerate(readings, 1):
        if sys.stderr.isatty() and number % (10 * each) == 0:
            print(f"\r{number // each} of {total} pages", end="", file=sys.stderr)
        yield reading


def read_pages(turn: tuple[Sequence[Page], list[str]]) -> list[tuple[Page, str, dict[str, Any], float]]:
    """These pages through all tools, in this order."""
    pages, names = turn
    read, found = [(page, page.read()) for page in pages], []
    for tool in (tool for name in names for tool in tools.TOOLS if tool.name == name):
        for page, html in read:
            source: bytes | str = tools.decoded(html) if tool.takes_text else html
            if tool.name not in _loaded:  # imports and first-use tables are not the page's cost
                _loaded[tool.name] = tool.load()
                _read(_loaded[tool.name], source, page.url)
            began = time.process_time()
            reading = _read(_loaded[tool.name], source, page.url)
            found.append((page, tool.name, reading, time.process_time() - began))
    return found


def _read(read: Read, source: bytes | str, url: str | None) -> dict[str, Any]:
    try:
        return read(source, url)
    except Exception as error:  # a tool that breaks on a page has read nothing there
        return {"error": f"{type(error).__name__}: {error}"}


def _score(
    options: argparse.Namespace,
    name: str,
    compared: list[Tool],
    out: Path,
    times: dict[tuple[str, str], list[float]],
) -> dict[str, dict[str, Any]]:
    """By tool: the scorer's figures of one set, with what they cost. Fields that a tool doesn't know are left out."""
    judge = data.judge(options.data)
    scores = {}
    for tool in compared:
        predictions = out / tool.name / f"{name}.jsonl"
        read = {row["id"] for row in judge.load_jsonl(predictions)}
        _, judged = judge.score_set(options.data, name, predictions, n_boot=0)
        counted = [p for p in judged if p["id"] in read and options.half in ("all", p["half"])]
        scores[tool.name] = table.known_only(judge.summary(counted, 0), tool.fields) | table.cost(
            times[tool.name, name]
        )
    return scores


if __name__ == "__main__":
    main()
