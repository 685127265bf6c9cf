"""A data directory of the kind that benchmarks take, made from the sample site."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from scraper.sample import SampleSite, load_truth

JUDGE = """
import json
from pathlib import Path

def load_jsonl(path):
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]

def score_set(data, name, file, rouge=False, n_boot=0):
    found = {row["id"]: row for row in load_jsonl(file)}
    gold = load_jsonl(Path(data) / name / "gold.jsonl")
    pages = [{"id": g["id"], "half": g["half"], "exact": found.get(g["id"], {}).get("text") == g["text"]} for g in gold]
    return {}, pages

def summary(pages, n_boot=0):
    return {"pages": len(pages), "accuracy": sum(p["exact"] for p in pages) / len(pages), "title_norm": 1.0}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """One set, `sample`: six articles and a login page, with the sample site's truth as gold."""
    folder = tmp_path / "data"
    (folder / "sample" / "pages").mkdir(parents=True)
    (folder / "score.py").write_text(JUDGE, encoding="utf-8")
    rows = [
        {"id": f"a{number}", "path": article.path, "text": article.text, "kind": "article"}
        for number, article in enumerate(load_truth().in_edition(1)[:6])
    ]
    rows.append({"id": "login", "path": "/login", "text": "", "kind": "service"})
    with SampleSite() as site, (folder / "sample" / "gold.jsonl").open("w", encoding="utf-8") as gold:
        for row in rows:
            path = row.pop("path")
            page = site.answer(path, site.url).body
            (folder / "sample" / "pages" / f"{row['id']}.html.gz").write_bytes(gzip.compress(page))
            gold.write(json.dumps({**row, "url": site.url + path, "domain": "meridian.example", "half": "dev"}) + "\n")
    return folder
