"""Slips of the keys, full disks and readers who leave: one line on stderr, the documented exit code."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from db import Database, migrate
from scraper.sample import SampleSite, sample_config
from tests.cli.conftest import PROGRAM, Shell
from tests.db.samples import begin, record, store

HUGE = str(10**30)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A shell in a folder with a configuration and an archive of some articles; nothing here changes it."""
    shell = Shell(tmp_path_factory.mktemp("known"))
    shell.write("sources: [{name: example, url: 'https://example.org/'}]")
    database = Database(f"sqlite:///{shell.folder / 'dateline.db'}")
    migrate.upgrade(database)
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number in range(1, 100):
            store(connection, source_id, run_id, record(number, text="Ein Satz, noch einer. " * 100))
    database.close()
    return shell


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (f"show {HUGE}", "less than or equal"), (f"diff {HUGE}", "less than or equal"),
        (f"unlink {HUGE}", "less than or equal"), (f"unlink 1 {HUGE}", "less than or equal"),
        (f"why {HUGE}", "there is no article"), (f"list -n {HUGE}", "less than or equal"),
        (f"search x -n {HUGE}", "less than or equal"), (f"export --since-id {HUGE}", "less than or equal"),
        ("list --source exampel", "did you mean 'example'?"), ("search x -s nobody", "known: example"),
        ("export --source nobody", "known: example"), ("reparse --source nobody", "known: example"),
        ("export --format parquet", "name one with --output"),
    ],
)  # fmt: skip
def test_what_nobody_can_have_meant_is_told_with_code_2(known: Shell, line: str, complaint: str) -> None:
    done = known.run(*line.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize("verb", ["list", "show 1 --json", "export"])
def test_a_full_disk_behind_stdout_is_told_with_code_3(known: Shell, verb: str) -> None:
    """Also where all of it fits into the buffer, which is written at the very end."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, *shlex.split(verb)],
            cwd=known.folder,
            env=known.env(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (done.returncode, done.stderr) == (
        3,
        "dateline: what was printed can't be written: No space left on device; free some space\n",
    )


def test_whoever_reads_may_have_seen_enough(known: Shell) -> None:
    started = subprocess.Popen(
        [*PROGRAM, "export"], cwd=known.folder, env=known.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert started.stdout is not None
    started.stdout.read(10)
    started.stdout.close()
    assert started.stderr is not None
    with started.stderr as said:
        assert (started.wait(60), said.read()) == (0, b"")


@pytest.mark.parametrize("closed", ["2>&-", "1>&- 2>&-", "0<&- 1>&- 2>&-"])
def test_standard_streams_may_be_closed(closed: str, shell: Shell, site: SampleSite) -> None:
    shell.write(sample_config(site.url))
    command = f"exec {shlex.join([*PROGRAM, 'crawl', '--json'])} {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=shell.folder, env=shell.env(), capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nobody_waits_for_a_name_server_that_does_not_answer() -> None:
    """Nor for any other thread that is left when all is done."""
    wait = "import sys, threading, time; threading.Thread(target=time.sleep, args=(600,)).start()"
    code = f"{wait}; sys.argv = ['dateline', '--version']; from scraper.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"dateline")
