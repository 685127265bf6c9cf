#!/usr/bin/env python3
"""Crawl a generated news site with ours and with Scrapy + trafilatura, and say what each costs.

    bench/crawl.py [--pages 10000] [--peer-pages 1000] [--rounds 1] [--real DATA] [--only ours|peer] [--db URL]
        [--no-archive]

The site (30 to 150 KB a page, every text its own) is written to a temporary folder and served on loopback by a process
of its own, whose CPU time isn't counted. `--real` serves the labelled pages of a data directory in its place. CPU
seconds are those of the program and all its child processes. The second pass is made over the unchanged site as soon as
it is due. Ours and the peer crawl in turns of a second, one stopped while the other runs, since a machine changes its
pace; each one's seconds are those of its own turns. `--peer-pages`: it may stop earlier, for it costs the same for each
page; some 1,000 take it as long as 10,000 take ours. `--rounds`: how often all that is done. `--no-archive`: ours keeps
no raw pages, as the peer keeps none. The last line is the ratio of the means.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.crawling.made import made_pages  # noqa: E402
from bench.crawling.real import real_pages  # noqa: E402
from bench.crawling.site import write_site  # noqa: E402  (needs the path)
from bench.crawling.stopwatch import Cost, Program, run, run_in_turns  # noqa: E402

OURS, PEER = "dateline", "scrapy, trafilatura"

AGENTS = {OURS: "bench", PEER: "scrapy"}
"""The first words of their User-Agents, by which the server tells them apart."""

CONFIG = """
user_agent: "Bench (+https://example.org/bench)"
database: {database}
archive: {archive}
politeness: {{delay_s: 0, concurrency: 32, total_concurrency: 32}}
limits: {{pages_per_pass: 1000000, sitemap_files_per_pass: 100000}}
sources:
  - name: site
    url: {base}/
    sitemaps: [/sitemap.xml]
    schedule: 1s
"""


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="bench-crawl-") as name:
        folder = Path(name)
        base = f"http://127.0.0.1:{free_port()}"
        (folder / "site").mkdir()
        served = real_pages(options.real, options.pages) if options.real else made_pages(options.pages, base)
        count = write_site(folder / "site", base, served)
        with serving(folder / "site", base):
            print(f"{'':26} articles  art./s  s/1000 cpu  peak MB  drift MB  requests  conditional  seconds  cpu s")
            measured = list(_rounds(folder, base, options, options.peer_pages or count))
    ours, peers = ([one for one in measured if one.name == name] for name in (OURS, PEER))
    if ours and peers:
        faster, share = _speed(ours) / _speed(peers), _cpu_s(ours) / _cpu_s(peers)
        print(f"{OURS}: {faster:.1f} times the articles a second, {share:.3f} of the CPU seconds for each")


@dataclass(frozen=True, slots=True)
class Measured:
    name: str
    cost: Cost
    articles: int


def _speed(passes: list[Measured]) -> float:
    """Articles a second, the mean of the passes."""
    return fmean(one.articles / one.cost.seconds for one in passes)


def _cpu_s(passes: list[Measured]) -> float:
    """CPU seconds an article, the mean of the passes."""
    return fmean(one.cost.cpu_s / one.articles for one in passes)


def _rounds(folder: Path, base: str, options: argparse.Namespace, peer_pages: int) -> Iterator[Measured]:
    """What was measured; each has told its row."""
    for number in range(options.rounds):
        home = folder / f"ours-{number}"
        programs = {}
        if options.only != "peer":
            programs[OURS] = _ours(home, base, options)
        if options.only != "ours":
            programs[PEER] = _peer(folder / f"peer-{number}", base, peer_pages)
        costs = dict(zip(programs, run_in_turns(programs.values()), strict=True))
        asked = counts(base)["clients"]
        for name, cost in costs.items():
            yield _told(name, cost, asked.get(AGENTS[name], {}))
        if OURS in costs:
            time.sleep(2)
            second = run(programs[OURS].command, home)
            yield _told(f"{OURS}, second pass", second, counts(base)["clients"].get(AGENTS[OURS], {}))
            print(f"second pass: {second.cpu_s / costs[OURS].cpu_s:.1%} of the first one's CPU seconds", flush=True)


def _ours(home: Path, base: str, options: argparse.Namespace) -> Program:
    home.mkdir()
    config = CONFIG.format(base=base, database=options.db, archive="null" if options.no_archive else "archive")
    (home / "config.yaml").write_text(config, encoding="utf-8")
    return Program([sys.executable, "-m", "scraper.cli", "crawl", "--json"], home, {})


def _peer(home: Path, base: str, pages: int) -> Program:
    home.mkdir()
    command = [sys.executable, "-m", "bench.crawling.peer", f"{base}/sitemap.xml", str(home / "peer.db"), str(pages)]
    return Program(command, home, {"PYTHONPATH": str(ROOT)})


def _told(name: str, cost: Cost, asked: dict[str, int]) -> Measured:
    """`asked`: what of the site."""
    articles = cost.said["new"]
    each = 1000 / articles if articles else 0.0
    print(
        f"{name:26} {articles:8d}  {articles / cost.seconds:6.1f}  {cost.cpu_s * each:10.1f}  {cost.peaks[0]:7.0f}  "
        f"{cost.drift:8.0f}  {asked.get('requests', 0):8d}  {asked.get('conditional', 0):11d}  {cost.seconds:7.1f}  "
        f"{cost.cpu_s:5.1f}   (processes: {', '.join(f'{peak:.0f} MB' for peak in cost.peaks)})",
        flush=True,
    )
    return Measured(name, cost, articles)


def counts(base: str) -> dict[str, Any]:
    """What the site was asked for since the last time that this was asked."""
    with urllib.request.urlopen(f"{base}/-/counts") as answer:
        return dict(json.load(answer))


@contextmanager
def serving(folder: Path, base: str, delay_s: float = 0.0) -> Iterator[None]:
    """A server process for what `write_site` has written."""
    port = base.rpartition(":")[2]
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.crawling.server", str(folder), port, str(delay_s)], cwd=ROOT
    )
    try:
        for _ in range(600):
            try:
                counts(base)
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000, help="of the site")
    parser.add_argument("--peer-pages", type=int, help="after how many the peer stops [default: all]")
    parser.add_argument("--rounds", type=int, default=1, help="how often all is measured")
    parser.add_argument("--real", type=Path, metavar="DATA", help="a directory as bench/extract.py has it")
    parser.add_argument("--only", choices=("ours", "peer"))
    parser.add_argument("--db", default="sqlite:///dateline.db", help="for ours")
    parser.add_argument("--no-archive", action="store_true", help="ours keeps no raw pages")
    options = parser.parse_args()
    if options.rounds > 1 and options.db != parser.get_default("db"):
        parser.error("--rounds: each needs a database of its own; leave --db")
    return options


if __name__ == "__main__":
    main()
