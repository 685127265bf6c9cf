"""Values: keys to the program, and never changed as far as mypy can see."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import field
from pathlib import Path

from db.frozen import fields_of, frozen

ROOT = Path(__file__).resolve().parents[2]

CHANGED = """
from db.frozen import frozen

@frozen
class Lead:
    text: str

lead = Lead("Rain.")
lead.text = "Sun."
"""


@frozen
class Place:
    name: str
    codes: tuple[str, ...] = field(default=())


def test_values_that_are_equal_are_one_key() -> None:
    assert {Place("Kyiv"): 1}[Place("Kyiv")] == 1
    assert Place("Kyiv") != Place("Kyiv", ("UA",))


def test_it_has_its_fields_and_room_for_no_other() -> None:
    assert fields_of(Place) == ("name", "codes")
    assert not hasattr(Place("Kyiv"), "__dict__")


def test_mypy_refuses_a_change(tmp_path: Path) -> None:
    file = tmp_path / "lead.py"
    file.write_text(CHANGED, encoding="utf-8")
    check = [sys.executable, "-m", "mypy", str(file)]
    said = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    assert 'lead.py:9: error: Property "text" defined in "Lead" is read-only' in said
