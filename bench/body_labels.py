"""Which blocks of a labelled page belong to its article: what share of their words the gold text has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

NEAR = 4
"""Blocks; of a text that stands on the page twice, the copy with more of the article so near is the article's."""

SHORT = 4
"""Words; a shorter block counts where it is a line of the gold text and stands beside another block of it, or where the
gold text has it right behind or before the words of one."""

BESIDE = 3
"""Words of the block beside it that a short one is looked for with."""


@dataclass(slots=True)
class Label:
    """`share`: of the block's words in the gold text, 0 to 1. `weight`: its words; 0 where the gold says nothing."""

    share: float = 0.0
    weight: float = 0.0


def by_text(texts: Sequence[str], gold: dict[str, Any], score: ModuleType) -> list[Label]:
    """From a full gold text. `score`: the data's scorer, whose tokens and shingles are used."""
    whole = score.shingles(gold["text"])
    lines = {tuple(score.tokens(line)) for line in gold["text"].split("\n")}
    optional = {
        tuple(score.tokens(line))
        for paragraph in gold.get("paragraphs", ())
        if paragraph["optional"]
        for line in paragraph["text"].split("\n")
    }
    labels = []
    for text in texts:
        words = score.tokens(text)
        shingles = score.shingles(text)
        if len(words) >= SHORT:
            share = sum((shingles & whole).values()) / sum(shingles.values())
        else:
            share = float(bool(words) and tuple(words) in lines)
        weight = 0.0 if tuple(words) in optional or not words else len(words) + 1.0
        labels.append(Label(share, weight))
    _drop_copies(texts, labels, gold["text"])
    _drop_strays(labels)
    _add_short(texts, labels, gold["text"], score)
    return labels


def by_segments(texts: Sequence[str], gold: dict[str, Any], score: ModuleType) -> list[Label]:
    """From segments that the text must and must not have; what stands on the page twice says nothing."""
    squashed = [score.squash(text) for text in texts]
    labels = [Label() for _ in texts]
    for name, share in (("with", 1.0), ("without", 0.0)):
        for segment in map(score.squash, gold.get(name) or ()):
            hits = [at for at, text in enumerate(squashed) if segment and segment in text]
            if len(hits) == 1:
                labels[hits[0]] = Label(share, 1.0)
    return labels


def _drop_copies(texts: Sequence[str], labels: list[Label], gold: str) -> None:
    found = [at for at, label in enumerate(labels) if label.share > 0.5]
    copies: dict[str, list[int]] = defaultdict(list)
    for at in found:
        copies[texts[at]].append(at)

    def company(at: int) -> float:
        return sum(labels[other].weight for other in found if other != at and abs(other - at) <= NEAR)

    for text, places in copies.items():
        for at in sorted(places, key=company, reverse=True)[max(1, gold.count(text)) :]:
            labels[at].share = 0.0


def _drop_strays(labels: list[Label]) -> None:
    for at, label in enumerate(labels):
        beside = labels[max(0, at - 2) : at] + labels[at + 1 : at + 3]
        if label.share > 0.5 and label.weight <= SHORT + 1 and not any(other.share > 0.5 for other in beside):
            label.share = 0.0


def _add_short(texts: Sequence[str], labels: list[Label], gold: str, score: ModuleType) -> None:
    """Numbers, names and the like that the gold text has on a line with what stands beside them."""
    whole = f" {' '.join(score.tokens(gold))} "
    words = [score.tokens(text) for text in texts]
    for at, label in enumerate(labels):
        if label.share or not 0 < len(words[at]) < SHORT:
            continue
        before = _nearest(labels, range(at - 1, max(-1, at - NEAR), -1))
        after = _nearest(labels, range(at + 1, min(len(labels), at + NEAR)))
        lines = [words[before][-BESIDE:] + words[at]] if before is not None else []
        lines += [words[at] + words[after][:BESIDE]] if after is not None else []
        label.share = float(any(f" {' '.join(line)} " in whole for line in lines))


def _nearest(labels: Sequence[Label], places: Iterable[int]) -> int | None:
    """The first of these places with a block of the article."""
    return next((at for at in places if labels[at].share > 0.5), None)
