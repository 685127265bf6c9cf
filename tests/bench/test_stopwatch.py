"""The stopwatch lets programs run side by side in turns, and tells what each of them took with its children."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench.crawling.stopwatch import Program, run, run_in_turns

BUSY = """
import json, subprocess, sys, time
seconds, child_s = map(float, sys.argv[1:])
child = subprocess.Popen([sys.executable, __file__, str(child_s), "0"]) if child_s else None
while time.process_time() < seconds:
    pass
if child is not None:
    child.wait()
    print(json.dumps({"new": 3}))
"""


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    script = tmp_path / "busy.py"
    script.write_text(BUSY)
    return script


def program(script: Path, name: str, seconds: float, child_s: float) -> Program:
    folder = script.with_name(name)
    folder.mkdir()
    return Program([sys.executable, str(script), str(seconds), str(child_s)], folder, {})


def test_each_is_told_its_own_cost_with_its_childrens(busy: Path) -> None:
    short, long = run_in_turns([program(busy, "short", 0.3, 0.2), program(busy, "long", 1.5, 1.5)])
    assert 0.5 <= short.cpu_s < 3.0 <= long.cpu_s
    assert short.said == long.said == {"new": 3}
    assert min(short.seconds, long.seconds) > 0
    assert len(long.peaks) == 2


def test_one_by_itself_runs_to_its_end(busy: Path, tmp_path: Path) -> None:
    cost = run([sys.executable, str(busy), "0.1", "0.1"], tmp_path)
    assert cost.cpu_s >= 0.2


def test_one_that_fails_is_an_error_and_nobody_is_left_behind(busy: Path, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run_in_turns([program(busy, "well", 0.1, 0.1), Program([sys.executable, "-c", "1/0"], tmp_path, {})])
