"""Machine code that is older than its source is told of, not run in silence."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from scraper import compiled


def test_a_file_changed_since_it_was_compiled_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Path(compiled.__file__).parent / "parse" / "tags"
    for suffix in (".py", ".pxd"):
        shutil.copyfile(source.with_suffix(suffix), tmp_path / f"tags{suffix}")
    monkeypatch.setattr(compiled, "_PACKAGES", (tmp_path,))
    assert compiled.outdated() == []
    (tmp_path / "tags.cpython-311-x86_64-linux-gnu.so").touch()
    assert compiled.outdated() == []
    os.utime(tmp_path / "tags.py", (4e9, 4e9))
    assert compiled.outdated() == [tmp_path / "tags.py"]


def test_machine_code_of_a_file_that_is_compiled_no_longer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "_PACKAGES", (tmp_path,))
    built = tmp_path / "classes.cpython-311-x86_64-linux-gnu.so"
    for name in (built.name, "classes.py", "tags.py", "tags.pxd"):
        (tmp_path / name).touch()
    assert compiled.outdated() == [built]
