"""Two versions of a text, paragraph beside paragraph, with the words that differ marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 4_000
"""Words of a pair of paragraphs that are compared word by word; beyond that the whole paragraph is marked."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are the same on both sides, or are on this side only."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Paragraphs that stand side by side; an empty side has nothing there."""

    before: tuple[Run, ...]
    after: tuple[Run, ...]

    @property
    def is_changed(self) -> bool:
        return any(run.is_changed for run in (*self.before, *self.after))


def compare(before: str, after: str) -> list[Row]:
    old, new = _paragraphs(before), _paragraphs(after)
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            rows.extend(Row((Run(text, False),), (Run(text, False),)) for text in old[i1:i2])
        else:
            rows.extend(_pairs(old[i1:i2], new[j1:j2]))
    return rows


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    for number in range(max(len(old), len(new))):
        left = old[number] if number < len(old) else ""
        right = new[number] if number < len(new) else ""
        yield _words(left, right) if left and right else Row(_whole(left), _whole(right))


def _words(left: str, right: str) -> Row:
    old, new = re.findall(r"\S+\s*", left), re.findall(r"\S+\s*", right)
    if len(old) + len(new) > LONGEST:
        return Row(_whole(left), _whole(right))
    before: list[Run] = []
    after: list[Run] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_changed = tag != "equal"
        before += [Run("".join(old[i1:i2]), is_changed)] if i2 > i1 else []
        after += [Run("".join(new[j1:j2]), is_changed)] if j2 > j1 else []
    return Row(tuple(before), tuple(after))


def _whole(text: str) -> tuple[Run, ...]:
    return (Run(text, True),) if text else ()


def _paragraphs(text: str) -> list[str]:
    return [part for part in text.split("\n\n") if part.strip()]
