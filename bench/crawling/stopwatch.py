"""What programs and all the processes that they start cost: seconds, CPU seconds, the largest process's memory.

Several can run side by side in turns of a second: while one runs, the others are stopped. A machine changes its pace,
some by half within seconds; so all of them meet the same machine, and their ratio is worth something.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

TURN_S = 1.0

EVERY_S = 0.2
"""How often memory is looked at."""


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    """Of its own turns."""
    cpu_s: float
    """User and system, children included."""
    peaks: tuple[float, ...]
    """Most resident MB of each process, largest first."""
    drift: float
    """Growth of the largest process over the second half of the run, in MB."""
    said: dict[str, Any]
    """The JSON object on its last line."""


@dataclass(frozen=True, slots=True)
class Program:
    """`folder`: where it runs; its output goes into a file there. `environ`: what is added to ours."""

    command: Sequence[str]
    folder: Path
    environ: Mapping[str, str]


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run to the end. Raises CalledProcessError."""
    (cost,) = run_in_turns([Program(command, folder, {})])
    return cost


def run_in_turns(programs: Iterable[Program]) -> list[Cost]:
    """Run all to their ends; their costs, in their order. Raises CalledProcessError."""
    started: list[_Running] = []
    try:
        for program in programs:
            started.append(_Running(program))
            started[-1].stop()
        while living := [one for one in started if not one.has_ended]:
            for one in living:
                one.take_turn(is_alone=len(living) == 1)
        return [one.cost() for one in started]
    finally:
        for one in started:
            one.kill()


class _Running:
    """A program that has been started, and goes on while it has its turn."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._out = program.folder / "stdout"
        self._seconds = 0.0
        self._cpu_s = 0.0
        self._began = time.monotonic()
        with self._out.open("wb") as stdout:
            self._process = subprocess.Popen(
                program.command, cwd=program.folder, stdout=stdout, env=_environ(program.environ)
            )
        self._samples: dict[int, list[float]] = {}
        self._end = threading.Event()
        self._waiting = threading.Thread(target=self._wait, daemon=True)
        self._waiting.start()
        self._watching = threading.Thread(
            target=_watch, args=(self._process.pid, self._samples, self._end), daemon=True
        )
        self._watching.start()

    @property
    def has_ended(self) -> bool:
        return self._end.is_set()

    def stop(self) -> None:
        with suppress(psutil.NoSuchProcess):
            _stop(psutil.Process(self._process.pid))
        self._seconds += time.monotonic() - self._began

    def take_turn(self, *, is_alone: bool) -> None:
        """Go on for a while; to the end, if there is nobody else."""
        self._began = time.monotonic()
        with suppress(psutil.NoSuchProcess):
            top = psutil.Process(self._process.pid)
            for one in (*top.children(recursive=True), top):
                with suppress(psutil.NoSuchProcess):
                    one.resume()
        self._end.wait(None if is_alone else TURN_S)
        self.stop()

    def cost(self) -> Cost:
        """Raises CalledProcessError."""
        if self._process.returncode:
            raise subprocess.CalledProcessError(self._process.returncode, self._program.command)
        self._watching.join()
        said = self._out.read_text(encoding="utf-8").strip()
        largest = max(self._samples.values(), key=max, default=[0.0])
        half = largest[len(largest) // 2 :]
        return Cost(
            seconds=self._seconds,
            cpu_s=self._cpu_s,
            peaks=tuple(sorted((max(values) for values in self._samples.values()), reverse=True)),
            drift=max(half) - half[0] if half else 0.0,
            said=json.loads(said[said.index("{") :]) if "{" in said else {},
        )

    def kill(self) -> None:
        """If it lives yet, and all that it has started: who is stopped wouldn't see it go."""
        with suppress(psutil.NoSuchProcess):
            top = psutil.Process(self._process.pid)
            for one in (top, *top.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    one.kill()
        self._waiting.join()

    def _wait(self) -> None:
        _, status, usage = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self._cpu_s = usage.ru_utime + usage.ru_stime
        self._end.set()


def _stop(process: psutil.Process) -> None:
    """Parents first: who is stopped starts nobody."""
    process.suspend()
    for child in process.children():
        with suppress(psutil.NoSuchProcess):
            _stop(child)


def _environ(more: Mapping[str, str]) -> dict[str, str]:
    """Ours, with compiled modules kept: a program that compiles itself at each start measures the compiler."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {**more}


def _watch(pid: int, samples: dict[int, list[float]], end: threading.Event) -> None:
    with suppress(psutil.Error):
        top = psutil.Process(pid)
        while not end.wait(EVERY_S):
            for one in (top, *top.children(recursive=True)):
                with suppress(psutil.Error):
                    samples.setdefault(one.pid, []).append(one.memory_info().rss / 2**20)
