#!/usr/bin/env python3
"""Train the model that says which blocks of a page belong to its article, and write it into the parser.

    bench/train_body.py DATA            cross-validate by domain, train on all, write scraper/parse/body_model.py
    bench/train_body.py DATA --dry      cross-validate only
    bench/train_body.py DATA --pred DIR write the cross-validated texts, for DATA's score.py

Needs the `bench` extra (LightGBM). Deterministic: the same data give the same model. DATA as in bench/extract.py;
every block of every page of SETS becomes one row (scraper/parse/features.py) with the share of its words that the gold
text has. A domain's pages are always all in training or all in testing, over all sets together.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import lightgbm
import numpy as np

from bench import body_labels, data
from bench.trees import FOLDS, fold, write
from scraper.parse.blocks import Block, Page, read_blocks
from scraper.parse.charset import as_utf8
from scraper.parse.document import read_document
from scraper.parse.evidence import Hints, Rules
from scraper.parse.features import Rows
from scraper.parse.jsonld import article_node
from scraper.parse.layout import laid_out
from scraper.parse.metadata import Metadata, find_lead, read_metadata
from scraper.parse.row import FEATURES, LATE
from scraper.parse.second_look import second_look
from scraper.parse.survey import survey
from scraper.parse.tree import read_tree

SETS = {"scrapinghub": 2.0, "fundus_eval": 2.0, "fundus_tests": 1.5, "wcxb_article": 1.0, "trafilatura": 0.6}
"""What a page of each set weighs: the small sets of news more than the large ones of everything."""

SEGMENT = 0.25
"""The share of a page that one segment stands for, in sets without full texts."""

MOST_WORDS = 200
"""A longer block weighs no more; its page would hang on it."""

REST = 0.2
"""What each other word of a page counts, beside one of its article, where its blocks share the page's weight: else a
page with a short article and much around it, or with half of its article in the gold text, would weigh as ten do."""

TREES = 240
PARAMETERS = {
    "objective": "cross_entropy", "learning_rate": 0.08, "num_leaves": 8, "min_child_samples": 40,
    "min_sum_hessian_in_leaf": 5, "feature_fraction": 0.3, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5,
    "max_bin": 63, "verbose": -1, "num_threads": 1, "deterministic": True, "seed": 1,
}  # fmt: skip

ONLY_FOR = "comment related share navigation meta hidden caption box unseen".split()  # noqa: SIM905
"""Shares of text under a name that speaks against it: the larger, the better; never the other way round."""

ONLY_AGAINST = ("link_share", "container_links", "heading_links")


@dataclass(slots=True)
class Example:
    """A page, measured and labelled."""

    page: data.Page
    measured: Page
    title: str | None
    names: tuple[str, ...]
    blocks: list[Block]
    rows: np.ndarray[Any, Any]
    shares: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--dry", action="store_true", help="don't write the model")
    parser.add_argument("--pred", type=Path, help="write the cross-validated texts to DIR/SET.jsonl")
    options = parser.parse_args()
    score = data.judge(options.data)
    examples = [
        example
        for name in SETS
        for page in data.pages(options.data, name)
        if (example := _example(page, score)) is not None
    ]
    _cross_validate(examples, options.data, score, options.pred)
    if not options.dry:
        write(
            _train(examples),
            "body_model",
            FEATURES,
            "train_body.py",
            _rows(options.data),
            LATE,
            "scraper.parse.features",
        )


def _rows(root: Path) -> Iterator[tuple[float, ...]]:
    """Of all sets, labelled or not: the bounds of the model's sums must hold on every kind of page."""
    for name in data.set_names(root):
        for page in data.pages(root, name):
            yield from _measured(page)[2].values()


def _example(page: data.Page, score: ModuleType) -> Example | None:
    """None for a page without blocks or labels."""
    score._active = score._WORD if page.set_name in score.UPSTREAM_TOKENS else score._TOKEN
    metadata, blocks, rows = _measured(page)
    if not rows:
        return None
    texts = [block.text for block in blocks.blocks]
    has_text = bool(page.gold.get("text")) and page.set_name != "trafilatura"
    labels = (body_labels.by_text if has_text else body_labels.by_segments)(texts, page.gold, score)
    weights = np.array([labels[at].weight for at in rows])
    shares = np.array([labels[at].share for at in rows])
    if has_text:
        weights = np.where(weights > 0, np.minimum(weights + 3, MOST_WORDS), 0)
        weights /= sum(label.weight * (1 if label.share > 0.5 else REST) for label in labels) + 30
    else:
        weights *= SEGMENT
    return Example(
        page,
        blocks,
        metadata.title,
        metadata.names,
        [blocks.blocks[at] for at in rows],
        np.array(list(rows.values()), dtype=np.float32),
        shares,
        weights * SETS[page.set_name],
    )


def _measured(page: data.Page) -> tuple[Metadata, Page, dict[int, tuple[float, ...]]]:
    """(metadata, blocks, a row for each block that the model has to judge, by its number)."""
    document = read_document(read_tree(as_utf8(page.read())), page.url)
    article = article_node(document.jsonld)
    metadata = read_metadata(document, article, page.url, Hints(), Rules(), None)
    lead = find_lead(document, article, None, metadata.title)
    blocks = read_blocks(document.tree)
    rows = Rows(survey(blocks), metadata.title, lead)
    found: dict[int, tuple[float, ...]] = {}
    while rows.advance():
        found[rows.at] = _numbers(rows)
    return metadata, blocks, found


def _numbers(rows: Rows) -> tuple[float, ...]:
    """With what is late."""
    return tuple(getattr(rows, name)() if name in LATE else getattr(rows.row, name) for name in FEATURES)


def _train(examples: Iterable[Example]) -> lightgbm.Booster:
    known = [(e.rows[e.weights > 0], e.shares[e.weights > 0], e.weights[e.weights > 0]) for e in examples]
    rows, shares, weights = (np.concatenate(column) for column in zip(*known, strict=True))
    signs = [(name in ONLY_FOR) - (name in ONLY_AGAINST) for name in FEATURES]
    told = lightgbm.Dataset(rows, shares, weight=weights / weights.mean(), feature_name=list(FEATURES))
    return lightgbm.train({**PARAMETERS, "monotone_constraints": signs}, told, TREES)


def _cross_validate(examples: Sequence[Example], root: Path, score: ModuleType, out: Path | None) -> None:
    texts: dict[str, dict[str, str]] = {name: {} for name in SETS}
    for number in range(FOLDS):
        model = _train(e for e in examples if fold(e.page.gold["domain"]) != number)
        for example in examples:
            if fold(example.page.gold["domain"]) == number:
                wanted = model.predict(example.rows, raw_score=True) > 0
                chosen = [block for block, is_in in zip(example.blocks, wanted, strict=True) if is_in]
                kept = laid_out(example.measured, second_look(chosen, example.title, example.names))
                texts[example.page.set_name][example.page.id] = "\n\n".join(block.text for block in kept)
    for name, found in texts.items():
        rows = [{"id": page_id, "text": text} for page_id, text in found.items()]
        _report(name, rows, root, score)
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _report(name: str, rows: list[dict[str, str]], root: Path, score: ModuleType) -> None:
    score._active = score._WORD if name in score.UPSTREAM_TOKENS else score._TOKEN
    told = {row["id"]: row for row in rows}
    figures = score.summary([score.score_page(page.gold, told.get(page.id, {})) for page in data.pages(root, name)], 0)
    keys = ("shingle_f1", "shingle_p", "shingle_r", "accuracy", "bad_pages", "seg_f1", "seg_p", "seg_r")
    print(f"{name:14}", *(f"{key} {figures[key]:.3f}" for key in keys if key in figures), flush=True)


if __name__ == "__main__":
    main()
