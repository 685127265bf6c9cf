"""A built wheel works where there is no checkout: migrations, views, sample site, example config are inside."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_a_wheel_installed_elsewhere_runs_the_demo(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "PYTHON"))}
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path / "dist", ROOT]
    built = subprocess.run(build, capture_output=True, text=True, env=environ)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = (tmp_path / "dist").glob("dateline-*.whl")
    venv.create(tmp_path / "venv", with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", tmp_path / "venv" / "bin" / "python"]
    install = [*pip, "install", "--quiet", "--no-compile", "-c", ROOT / "constraints.txt", wheel]
    installed = subprocess.run(install, capture_output=True, text=True, env=environ)
    assert installed.returncode == 0, installed.stderr
    demo = subprocess.run(
        [tmp_path / "venv" / "bin" / "dateline", "demo"], cwd=tmp_path, capture_output=True, text=True, env=environ
    )
    assert demo.returncode == 0, demo.stderr
    assert "One article" in demo.stdout
