"""What a program and all the processes that it starts cost: seconds, CPU seconds, the largest process's memory."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Cost:
    seconds: float
    cpu_s: float
    """User and system, children included."""
    peaks: tuple[float, ...]
    """Most resident MB of each process, largest first."""
    drift: float
    """Growth of the largest process over the second half of the run, in MB."""
    said: dict[str, Any]
    """The JSON object on its last line."""


def run(command: list[str], folder: Path, environ: dict[str, str] | None = None) -> Cost:
    """Run to the end. Raises CalledProcessError."""
    began = time.monotonic()
    out = folder / "stdout"
    with out.open("wb") as stdout:
        process = subprocess.Popen(command, cwd=folder, stdout=stdout, env=_environ(environ or {}))
        samples: dict[int, list[float]] = {}
        watching = threading.Thread(target=_watch, args=(process.pid, samples), daemon=True)
        watching.start()
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - began
    watching.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    said = out.read_text(encoding="utf-8").strip()
    largest = max(samples.values(), key=max, default=[0.0])
    half = largest[len(largest) // 2 :]
    return Cost(
        seconds=seconds,
        cpu_s=usage.ru_utime + usage.ru_stime,
        peaks=tuple(sorted((max(values) for values in samples.values()), reverse=True)),
        drift=max(half) - half[0] if half else 0.0,
        said=json.loads(said[said.index("{") :]) if "{" in said else {},
    )


def _environ(more: dict[str, str]) -> dict[str, str]:
    """Ours, with compiled modules kept: a program that compiles itself at each start measures the compiler."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | more


def _watch(pid: int, samples: dict[int, list[float]]) -> None:
    with suppress(psutil.Error):
        top = psutil.Process(pid)
        while top.is_running() and top.status() != psutil.STATUS_ZOMBIE:
            for one in (top, *top.children(recursive=True)):
                with suppress(psutil.Error):
                    samples.setdefault(one.pid, []).append(one.memory_info().rss / 2**20)
            time.sleep(EVERY_S)
