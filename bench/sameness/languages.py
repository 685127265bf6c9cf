"""Translations from the text alone: each text among all texts of the other language, and others of that language."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from scraper.identify import fingerprint
from scraper.identify.names import traits
from scraper.identify.translate import is_believed, likeness


@dataclass(frozen=True)
class Retrieved:
    """`first`: R@1, the best is the right one. `f1`: of the pairs that the program's own rule believes."""

    queries: int
    pool: int
    first: float
    f1: float


def load(path: Path, half: int | None = None) -> list[dict[str, Any]]:
    """`half`: 0 or 1 for the stories of even or odd checksum only."""
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    return [row for row in rows if half is None or crc32(str(row["story"]).encode()) % 2 == half]


def retrieve(rows: list[dict[str, Any]], source: str, target: str, others: list[str]) -> Retrieved:
    """`others`: unrelated texts of the target language, to make it harder. Equal texts stand in the pool once."""
    stories_of: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["language"] == target:
            stories_of[row["text"]].add(row["story"])
    known = set().union(*stories_of.values())
    pool = [(stories_of.get(text, set()), traits(text)) for text in dict.fromkeys([*stories_of, *others])]
    asked = [row for row in rows if row["language"] == source and row["story"] in known]
    best = []
    for row in asked:
        mine = traits(row["text"])
        scored = [(likeness(mine, theirs, source, target), stories) for stories, theirs in pool]
        (score, stories), *rest = sorted(scored, key=lambda one: -one[0])
        best.append((is_believed(score, [other for other, _ in rest]), row["story"] in stories))
    first = sum(right for _, right in best) / max(1, len(best))
    believed = [right for is_told, right in best if is_told]
    f1 = 2 * sum(believed) / max(1, len(believed) + len(best))
    return Retrieved(len(asked), len(pool), first, f1)


def unrelated(path: Path, rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Texts of the planted pairs by language, one a group; none that is a copy of one of `rows`."""
    keys = {key for row in rows for key in fingerprint(row["text"]).keys}
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row in load(path) if path.exists() else []:
        if row["kind"] == "doc" and not row["cls"].startswith("tpl_") and not keys & set(fingerprint(row["text"]).keys):
            found[row["lang"]].setdefault(row["group"], row["text"])
    return {language: list(texts.values()) for language, texts in found.items()}
