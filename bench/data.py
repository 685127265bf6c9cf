"""A data directory with labelled pages: `SET/gold.jsonl`, `SET/pages/ID.html.gz`, and the `score.py` that judges."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """One labelled page. `gold`: the whole row, with `id`, `url`, `domain` and whatever labels the set has."""

    set_name: str
    gold: dict[str, Any]
    file: Path

    @property
    def id(self) -> str:
        return str(self.gold["id"])

    @property
    def url(self) -> str | None:
        return self.gold.get("url")

    def read(self) -> bytes:
        """The bytes as the site served them."""
        return gzip.decompress(self.file.read_bytes())


def set_names(data: Path) -> list[str]:
    return sorted(gold.parent.name for gold in data.glob("*/gold.jsonl") if (gold.parent / "pages").is_dir())


def pages(data: Path, name: str, limit: int | None = None) -> Iterator[Page]:
    """The pages of one set in the order of its gold; at most `limit` of them. Exits where there is no such set."""
    gold = data / name / "gold.jsonl"
    if not gold.is_file():
        sys.exit(f"{gold}: not there; expected a data directory with {name}/gold.jsonl and {name}/pages/")
    with gold.open(encoding="utf-8") as lines:
        for number, line in enumerate(line for line in lines if line.strip()):
            if limit is not None and number >= limit:
                return
            row = json.loads(line)
            yield Page(name, row, data / name / "pages" / f"{row['id']}.html.gz")


def judge(data: Path) -> ModuleType:
    """The directory's own score.py as a module."""
    file = data / "score.py"
    spec = importlib.util.spec_from_file_location("score", file)
    if not file.is_file() or spec is None or spec.loader is None:
        sys.exit(f"{file}: not there; the data directory must bring the scorer that judges its labels")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
