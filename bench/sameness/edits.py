"""Revisions: the share of re-fetches that are called one, of noise (must be 0) and of real edits (must be 1)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from scraper.identify import Version, what_changed

Edit = Callable[[str, random.Random], str]


def _figure(text: str, source: random.Random) -> str:
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text + " 7"
    one = source.choice(found)
    return f"{text[: one.start()]}{int(one[0]) + source.randint(1, 9)}{text[one.end() :]}"


def _word(text: str, source: random.Random) -> str:
    words = text.split(" ")
    words[source.randrange(len(words))] = "ersetzt"
    return " ".join(words)


def _not(text: str, source: random.Random) -> str:
    words = text.split(" ")
    words.insert(source.randrange(len(words)), source.choice(["not", "не", "nicht", "pas"]))
    return " ".join(words)


NOISE: dict[str, Edit] = {
    "counter": lambda t, s: f"{t}\nViews: {s.randint(1, 9999)} | Comments: {s.randint(1, 99)}",
    "counter, Russian": lambda t, s: f"{t}\nПросмотров: {s.randint(1, 9999)}. Комментариев: {s.randint(1, 99)}.",
    "2 hours ago": lambda t, s: f"{t}\n{s.randint(1, 59)} hours ago",
    "today's date": lambda t, s: f"{s.randint(1, 28)} March 2026, {s.randint(10, 23)}:{s.randint(10, 59)}\n{t}",
    "read also": lambda t, s: f"{t}\nRead also: {' '.join(s.sample(t.split(), min(6, len(t.split()))))}",
    "quotes, dashes": lambda t, s: t.replace('"', s.choice("«“”")).replace("-", s.choice("-–—")),
    "white space": lambda t, s: t.replace(" ", s.choice([" ", "  ", "\u00a0"])),
}
REAL: dict[str, Edit] = {"one figure": _figure, "one word": _word, "a 'not'": _not}


def plain(rows: list[dict[str, Any]]) -> list[str]:
    """The texts into which nobody has planted counters and lists of what to read next: an edit there is none."""
    return [row["text"] for row in rows if row["cls"] not in PLANTED and not _FURNITURE.search(row["text"])]


def shares(texts: list[str]) -> dict[str, float]:
    """Share of pairs called a revision, by kind. Of noise two noisy versions are compared, as two visits see them."""
    source = random.Random(20260210)
    found = {}
    for name, edit in NOISE.items():
        found[name] = sum(_revised(edit(text, source), edit(text, source)) for text in texts) / len(texts)
    for name, edit in REAL.items():
        found[name] = sum(_revised(text, edit(text, source)) for text in texts) / len(texts)
    return found


PLANTED = {"boilerplate", "shared_boilerplate"}
_FURNITURE = re.compile(r"^(?:read also|читайте также|читайте також):", re.IGNORECASE | re.MULTILINE)


def _revised(old: str, new: str) -> bool:
    return bool(what_changed(Version("t", None, old), Version("t", None, new)))
