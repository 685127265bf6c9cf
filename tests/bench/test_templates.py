"""bench/templates.py: every page is judged without and with what the other pages of its site teach."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "templates.py"


def test_each_site_gets_a_row_and_no_text_changes_where_nothing_is_learned(data: Path) -> None:
    score = """
def score_page(gold, found):
    return dict.fromkeys(("p", "r", "f1"), float(gold["text"] == found["text"]))
"""
    with (data / "score.py").open("a", encoding="utf-8") as judge:
        judge.write(score)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(data), "--least", "2"], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "| 127.0.0.1 | 7 | 6 | 1.0000 | 1.0000 | 1.0000 | 0 |" in done.stdout
