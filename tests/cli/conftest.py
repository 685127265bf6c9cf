"""The real program, in a process of its own, in a folder of its own."""

from __future__ import annotations

import importlib
import logging
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NoReturn

import pytest

from scraper.cli.main import run
from scraper.sample import SampleSite
from tests.sample_archive import SampleArchives

PROGRAM = [sys.executable, "-m", "scraper.cli"]

for module in ("db.query", "db.search.find", "rich.table", "scraper.config", "scraper.crawl"):
    importlib.import_module(module)  # else every fork would do it


@dataclass
class Shell:
    """Runs `dateline ...` in a folder."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """In a fork of this process, which has imported the program already: a tenth of the time of `spawn`."""
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write((stdin or "").encode())
            given.seek(0)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # later Pythons warn of a fork while the site's thread runs
                pid = os.fork()
            if pid == 0:
                self._become(arguments, given, out, err)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            said = [stream.read().decode() for stream in (out, err) if stream.seek(0) == 0]
        return subprocess.CompletedProcess([*PROGRAM, *arguments], code, *said)

    def spawn(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """In a process of its own from the first import on."""
        return subprocess.run(
            [*PROGRAM, *arguments], cwd=self.folder, env=self.env(), capture_output=True, text=True, timeout=120
        )

    def _become(self, arguments: Sequence[str], *streams: IO[bytes]) -> NoReturn:
        code = 99
        try:
            signal.alarm(120)
            os.chdir(self.folder)
            kept = self.env()
            os.environ.clear()
            os.environ.update(kept)
            for number, stream in enumerate(streams):
                os.dup2(stream.fileno(), number)
            sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
            logging.getLogger().handlers.clear()
            warnings.simplefilter("error")
            code = run(list(arguments))
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*PROGRAM, *arguments],
            cwd=self.folder,
            env=self.env(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        return {**kept, "HOME": str(self.folder), "PYTHONWARNINGS": "error", **self.environ}

    def write(self, text: str, name: str = "config.yaml") -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    folder = tmp_path / "home"
    folder.mkdir()
    return Shell(folder)


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite() as site:
        yield site


@pytest.fixture
def crawled(shell: Shell, sample_archives: SampleArchives, kind: str) -> Shell:
    """A shell in a folder whose archive has the sample site; once for each kind of database."""
    shell.environ["DATELINE_DATABASE"] = sample_archives.get(kind).copy(shell.folder).url
    return shell
