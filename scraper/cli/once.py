"""One pass, as cron asks for it every few minutes.

Its words are read here where they are plain: Typer, with what it imports, takes as long as all else that a pass does
which finds nothing new. Mistakes, questions for help and a shell's for completion are Typer's to answer.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.logs import set_up_logs
from scraper.cli.options import Options
from scraper.cli.stop import run_until_stopped
from scraper.cli.verbs import COMPLETION

if TYPE_CHECKING:
    from scraper.crawl import Report


@dataclass(frozen=True, slots=True)
class Once:
    """What was asked for."""

    options: Options
    sources: tuple[str, ...] = ()
    everything: bool = False
    as_json: bool = False

    def do(self) -> int:
        """The pass; the program's exit code."""
        set_up_logs(self.options.verbose, self.options.log_format or "text")
        with closing(self.options):
            return crawl_once(self.options, self.sources, everything=self.everything, as_json=self.as_json)


def plain_words(arguments: Sequence[str], environ: Mapping[str, str]) -> Once | None:
    """What Typer would make of a line that asks for `crawl`; None where it is to be asked itself."""
    if COMPLETION in environ or not all(arguments):
        return None
    words = iter(arguments)
    options = _options(words)
    if options is None:
        return None
    said = list(words)
    sources = [word for word in said if not word.startswith("-")]
    flags = {word for word in said if word.startswith("-")}
    if not flags <= {"--all", "--json"}:
        return None
    return Once(options, tuple(sources), "--all" in flags, "--json" in flags)


def _options(words: Iterator[str]) -> Options | None:
    """Those before the verb, which is taken, too; None where it is another one, or they aren't plain."""
    given: dict[str, str] = {}
    is_verbose = False
    for word in words:
        if word == "crawl":
            break
        name, has_value, value = word.partition("=")
        if word in ("-v", "--verbose"):
            is_verbose = True
        elif name in ("--config", "-c", "--db", "--log-format") and not (has_value and name == "-c"):
            given[name] = value if has_value else next(words, "")
        else:
            return None
    else:
        return None
    file, log_format = given.get("--config", given.get("-c")), given.get("--log-format")
    is_plain = all(value and not value.startswith("-") for value in given.values()) and not {"--config", "-c"} <= {
        *given
    }
    if not is_plain or log_format not in (None, "text", "json"):
        return None
    return Options(Path(file) if file else None, given.get("--db"), is_verbose, log_format)  # type: ignore[arg-type]


def crawl_once(options: Options, sources: Collection[str], *, everything: bool, as_json: bool) -> int:
    """Crawl, and say what came of it; the program's exit code."""
    from scraper.crawl import CrawlRequest, crawl

    config = options.load()
    request = CrawlRequest(tuple(sources), everything)
    database = options.prepare(config, request)
    from scraper.cli.progress import watch

    with watch() as observer:
        report = run_until_stopped(crawl(config, database, request, observer))
    if as_json:
        from scraper.cli.output import print_json

        print_json(report.as_dict())
    else:
        _tell(report)
    return _exit_code(report)


def _tell(report: Report) -> None:
    from scraper.cli.progress import summary

    for name, tally in report.per_source.items():
        print(f"{name}: {tally.error or summary(tally)}")
    if not report.per_source and not report.busy:
        print("nothing is due; `dateline crawl --all` crawls in any case", file=sys.stderr)


def _exit_code(report: Report) -> int:
    for name in report.busy:
        print(f"dateline: source {name}: another pass holds it; nothing done there", file=sys.stderr)
    for name in report.failed_sources:
        print(f"dateline: source {name} failed: {report.per_source[name].error}", file=sys.stderr)
    if report.busy and not report.per_source:
        return 4
    return 1 if report.failed_sources else 0
