"""The real program, in a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scraper.sample import SampleSite, sample_config

PROGRAM = [sys.executable, "-m", "scraper.cli"]


@dataclass
class Shell:
    """Runs `dateline ...` in a folder."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *arguments],
            cwd=self.folder,
            env=self.env(),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )

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
def crawled(shell: Shell, site: SampleSite, database_url: str) -> Shell:
    """A shell in a folder whose archive has the sample site; once for each kind of database."""
    shell.environ["DATELINE_DATABASE"] = database_url
    shell.write(sample_config(site.url))
    done = shell.run("crawl", "--json")
    assert done.returncode == 0, done.stderr
    return shell
