#!/usr/bin/env python3
"""Train the model that tells articles from other pages, and write it into the parser (scraper/parse/kind_model.py).

    bench/train_kind.py DATA [--dry]    cross-validate by domain; train on all and write unless --dry

Needs the `bench` extra (LightGBM). Deterministic. DATA as in bench/extract.py: sets whose gold says the `kind` of a
page, and sets of news, whose pages are all articles. Train it after the body's model: it looks at the text found.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import lightgbm
import numpy as np

from bench import data
from bench.trees import FOLDS, fold, write
from scraper.parse import page as parser_page
from scraper.parse.document import Document
from scraper.parse.kind import FEW_BLOCKS, LIKELY, PLAIN, UNLIKELY, Facts, measure_facts
from scraper.parse.signs import SIGNS
from scraper.parse.wording import WORDING

LABELLED = ("wcxb_article", "wcxb_other")
NEWS = ("scrapinghub", "fundus_eval", "fundus_tests")
"""Sets whose pages are all articles; what is learned from them is that they must be kept."""

TREES = 140
PARAMETERS = {
    "objective": "binary", "learning_rate": 0.07, "num_leaves": 8, "min_child_samples": 30, "feature_fraction": 0.4,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5, "verbose": -1, "num_threads": 1, "deterministic": True,
    "seed": 1,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--dry", action="store_true", help="don't write the model")
    options = parser.parse_args()
    rows, is_article, is_judged, folds = _examples(options.data)
    _cross_validate(rows, is_article, is_judged, folds)
    if not options.dry:
        write(_train(rows, is_article), "kind_model", SIGNS, "train_kind.py", late=WORDING)


def _examples(root: Path) -> tuple[np.ndarray[Any, Any], ...]:
    """(rows, is it an article, is it of LABELLED, folds): the facts are caught where the parser has gathered them."""
    caught: list[list[float]] = []
    decide = parser_page.find_kind

    def catch(document: Document, facts: Facts) -> Any:
        caught.append(measure_facts(document, facts))
        return decide(document, facts)

    parser_page.find_kind = catch  # type: ignore[assignment]
    rows, labels, judged, folds = [], [], [], []
    for name in (*LABELLED, *NEWS):
        for page in data.pages(root, name):
            caught.clear()
            parser_page.parse_page(page.read(), page.url)
            if caught:
                rows.append(caught[-1])
                labels.append(page.gold.get("kind", "article") == "article")
                judged.append(name in LABELLED)
                folds.append(fold(page.gold["domain"]))
    parser_page.find_kind = decide
    return np.array(rows, dtype=np.float32), np.array(labels), np.array(judged), np.array(folds)


def _train(rows: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> lightgbm.Booster:
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(rows, labels, feature_name=SIGNS), TREES)


def _cross_validate(
    rows: np.ndarray[Any, Any], labels: np.ndarray[Any, Any], judged: np.ndarray[Any, Any], folds: np.ndarray[Any, Any]
) -> None:
    """Prints, for several limits and for that of the parser, what the model alone decides right."""
    scores = np.zeros(len(rows))
    for number in range(FOLDS):
        model = _train(rows[folds != number], labels[folds != number])
        scores[folds == number] = model.predict(rows[folds == number], raw_score=True)
    claims = (rows[:, SIGNS.index("is_told")] > 0) | (rows[:, SIGNS.index("told_og")] == 1)
    plain = (rows[:, SIGNS.index("is_dated")] > 0) & (rows[:, SIGNS.index("blocks")] < FEW_BLOCKS)
    own = np.where(plain, PLAIN, np.where(claims, UNLIKELY, LIKELY))
    limits = {str(limit): limit for limit in (-0.5, 0.0, 0.5)} | {"the parser's": own}
    for name, limit in limits.items():
        right = (scores > limit) == labels
        kept, rejected = right[judged & labels].mean(), right[judged & ~labels].mean()
        print(
            f"limit {name}: accuracy {right[judged].mean():.3f}, kept {kept:.3f}, rejected {rejected:.3f}, "
            f"news {right[~judged].mean():.3f}"
        )


if __name__ == "__main__":
    main()
