"""Boosted trees as scraper/parse/forest.py reads them, and the folds of cross-validation by domain."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import lightgbm

FOLDS = 5


def fold(domain: str) -> int:
    """The same for all pages of a domain, whatever set they are from."""
    return int(hashlib.md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def write(model: lightgbm.Booster, name: str, features: list[str], script: str) -> None:
    """Into scraper/parse/`name`.json, one tree a line."""
    told = {
        "about": f"Written by bench/{script}; read by scraper/parse/forest.py.",
        "features": features,
        "trees": [_tree(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]],
    }
    lines = json.dumps(told, separators=(",", ":")).replace('{"leaves"', '\n{"leaves"')
    file = Path(__file__).resolve().parents[1] / "scraper" / "parse" / f"{name}.json"
    file.write_text(lines + "\n", encoding="utf-8")
    print(f"{file.name}: {len(lines)} bytes")


def _tree(root: dict[str, Any]) -> dict[str, list[Any]]:
    """Leaves from left to right, and each test with the mask of the leaves that stay when it fails."""
    leaves: list[float] = []
    tests: list[tuple[int, float, int]] = []

    def visit(node: dict[str, Any]) -> None:
        if "leaf_value" in node:
            leaves.append(float(f"{node['leaf_value']:.4g}"))
            return
        first = len(leaves)
        visit(node["left_child"])
        cleared = sum(1 << leaf for leaf in range(first, len(leaves)))
        tests.append((node["split_feature"], float(f"{node['threshold']:.5g}"), 255 ^ cleared))
        visit(node["right_child"])

    visit(root)
    return {"leaves": leaves, "tests": tests}
