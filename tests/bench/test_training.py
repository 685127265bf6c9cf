"""The training scripts, on a small set: they cross-validate, and write nothing when told so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"
MODELS = [BENCH.parent / "scraper" / "parse" / name for name in ("body_model.py", "kind_model.py")]


@pytest.fixture
def many(data: Path) -> Path:
    """The sample set under each name that the scripts know, each page on a host of its own: all folds have some."""
    gold = [json.loads(line) for line in (data / "sample" / "gold.jsonl").read_text("utf-8").splitlines()]
    for name in ("scrapinghub", "fundus_eval", "fundus_tests", "wcxb_article", "wcxb_other", "trafilatura"):
        rows = []
        (data / name / "pages").mkdir(parents=True)
        for number in range(3):
            for row in gold:
                one = {**row, "id": f"{row['id']}-{number}", "domain": f"{row['id']}{number}.example"}
                (data / name / "pages" / f"{one['id']}.html.gz").write_bytes(
                    (data / "sample" / "pages" / f"{row['id']}.html.gz").read_bytes()
                )
                rows.append(json.dumps(one))
        (data / name / "gold.jsonl").write_text("\n".join(rows), "utf-8")
    return data


@pytest.mark.slow
def test_the_kind_model_tells_the_login_page_from_articles(many: Path) -> None:
    pytest.importorskip("lightgbm")
    before = [model.read_bytes() for model in MODELS]
    done = subprocess.run(
        [sys.executable, str(BENCH / "train_kind.py"), str(many), "--dry"],
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "accuracy 1.000" in done.stdout
    assert [model.read_bytes() for model in MODELS] == before
