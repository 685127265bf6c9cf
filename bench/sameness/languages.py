"""Translations from the text alone: each text among all texts of the other language, and others of that language."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.identify import fingerprint
from scraper.identify.names import traits
from scraper.identify.translate import LIKE, likeness

__all__ = ["LIKE", "LOOSE", "Retrieved", "load", "retrieve", "unrelated"]

LOOSE = 0.05
"""Where errors and misses are equal; the program's own LIKE is stricter, as it doesn't take the best of a pool."""


@dataclass(frozen=True)
class Retrieved:
    """R@1: the best is the right one. F1 of the pairs that are believed at each threshold."""

    queries: int
    pool: int
    first: float
    f1_loose: float
    f1_strict: float


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


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
        score, stories = max(scored, key=lambda one: one[0])
        best.append((score, row["story"] in stories))
    first = sum(right for _, right in best) / max(1, len(best))
    return Retrieved(len(asked), len(pool), first, _f1(best, LOOSE), _f1(best, LIKE))


def unrelated(path: Path, rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Texts of the planted pairs by language, one a group; none that is a copy of one of `rows`."""
    keys = {key for row in rows for key in fingerprint(row["text"]).keys}
    found: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for row in load(path) if path.exists() else []:
        if row["kind"] == "doc" and not row["cls"].startswith("tpl_") and not keys & set(fingerprint(row["text"]).keys):
            found[row["lang"]].setdefault(row["group"], row["text"])
    return {language: list(texts.values()) for language, texts in found.items()}


def _f1(best: list[tuple[float, bool]], threshold: float) -> float:
    believed = [right for score, right in best if score >= threshold]
    right = sum(believed)
    return 2 * right / max(1, len(believed) + len(best))
