#!/usr/bin/env python3
"""What learned templates do for the text: each page of a site read without and with what its other pages teach.

    bench/templates.py DATA [--least 2] [--sets a,b] [--lines]

DATA as for bench/extract.py. Pages are grouped by host over all sets; for each page with a gold text a template is
learned from the others (never from the same address), and precision, recall and F1 are those of the data's scorer.
A crawl learns from ten stories on; where groups are small, `--least` shows what fewer teach.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import data
from bench.data import Page
from scraper.parse.page import Parsed, parse_page
from scraper.parse.template import Template
from scraper.parse.template_learn import LEAST, learn_template

KEYS = ("p", "r", "f1")


@dataclass(frozen=True, slots=True)
class Result:
    """One page's scores by key, before and after, and the lines that its template took out."""

    page: Page
    before: dict[str, float]
    after: dict[str, float]
    taken: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--least", type=int, default=LEAST, help=f"stories that it takes (a crawl's: {LEAST})")
    parser.add_argument("--sets", help="names separated by commas; default: all that DATA has")
    parser.add_argument("--lines", action="store_true", help="name the pages that changed, and what was taken out")
    options = parser.parse_args()
    judge = data.judge(options.data)
    names = options.sets.split(",") if options.sets else data.set_names(options.data)
    groups = _groups(page for name in names for page in data.pages(options.data, name))
    print("| site | pages | judged | P | R | F1 | changed |\n|---|---|---|---|---|---|---|")
    everything: list[Result] = []
    for host, pages in sorted(groups.items()):
        results = _read_group(pages, judge, options.least) if len(pages) > options.least else []
        if results:
            print(_row(host, len(pages), results), flush=True)
            everything += results
    print(_row("all", sum(len(pages) for pages in groups.values() if len(pages) > options.least), everything))
    for result in everything if options.lines else ():
        if result.before != result.after:
            print(f"\n{result.page.set_name} {result.page.id}: {result.before['f1']:.3f} -> {result.after['f1']:.3f}")
            print("\n".join(f"  - {line}" for line in result.taken))


def _groups(pages: Iterable[Page]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        host = urlsplit(page.url or "").hostname
        if host:
            found[host].append(page)
    return found


def _read_group(pages: list[Page], judge: ModuleType, least: int) -> list[Result]:
    parsed = [parse_page(page.read(), page.url, template=Template()) for page in pages]
    results = []
    for page, alone in zip(pages, parsed, strict=True):
        if page.gold.get("text") and page.gold.get("kind", "article") == "article":
            results.append(_judged(page, alone, _taught_by(pages, parsed, page, least), judge))
    return results


def _taught_by(pages: list[Page], parsed: list[Parsed], page: Page, least: int) -> Template:
    others = [
        other.observation
        for place, other in zip(pages, parsed, strict=True)
        if place.url != page.url and other.observation and other.article.kind != "page"
    ]
    return learn_template(others, least=least)


def _judged(page: Page, alone: Parsed, template: Template, judge: ModuleType) -> Result:
    taught = parse_page(page.read(), page.url, template=template)
    before, after = (judge.score_page(page.gold, {"text": found.article.text}) for found in (alone, taught))
    taken = [template.lines[number].text for number in taught.taken]
    return Result(page, {key: before[key] for key in KEYS}, {key: after[key] for key in KEYS}, taken)


def _row(name: str, pages: int, results: list[Result]) -> str:
    cells = []
    for key in KEYS:
        before = sum(result.before[key] for result in results) / max(1, len(results))
        after = sum(result.after[key] for result in results) / max(1, len(results))
        cells.append(f"{before:.4f}" if before == after else f"{before:.4f} → {after:.4f}")
    changed = sum(result.before != result.after for result in results)
    return f"| {name} | {pages} | {len(results)} | {' | '.join(cells)} | {changed} |"


if __name__ == "__main__":
    main()
