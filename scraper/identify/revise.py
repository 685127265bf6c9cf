"""What makes a new revision, and what it changed, word by word."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from db.frozen import frozen
from scraper.identify.volatile import lasting_words
from scraper.text import normalise

Part = Literal["title", "lead", "text"]
Operation = Literal["insert", "delete", "replace"]

PARTS: tuple[Part, ...] = ("title", "lead", "text")

_TOKEN = re.compile(r"\w+|[^\w\s]+|\n")


@frozen
class Version:
    """What of an article makes a revision when it changes."""

    title: str | None
    lead: str | None
    text: str
    dateline_prefix: str | None = None
    """The dateline as it was printed, which we may have cut from the lead."""
    printed_hash: str | None = None
    """`printed_hash` of the text before we cut the site's boilerplate; None where none was cut."""

    @property
    def printed(self) -> str:
        """`printed_hash`, also of a text that was not cut."""
        return self.printed_hash or printed_hash(self.text)


@frozen
class Change:
    """One place of a part where the words differ. `before`, `after`: the words there, empty where there are none.

    `context`: the words right before it, in both versions.
    """

    part: Part
    operation: Operation
    before: str
    after: str
    context: str


def what_changed(old: Version, new: Version) -> frozenset[Part]:
    """Which parts have other words than before; empty where nobody has edited anything.

    Typography, case and white space don't count, nor do counters, `2 hours ago`, dates that stand alone and lists of
    what to read next (`identify.volatile`). Every other word and every figure does. That we know a site's boilerplate
    better or worse than last time is no edit of the publisher's: a text that was printed alike is the same.
    """
    return frozenset(
        part for part in PARTS if getattr(old, part) != getattr(new, part) and not _is_same(part, old, new)
    )


def printed_hash(text: str) -> str:
    """32 hex digits (128 bits of BLAKE2b) of a text's words, without those of lines that change by themselves."""
    return hashlib.blake2b(" ".join(lasting_words(text)).encode(), digest_size=16).hexdigest()


def changes(old: Version, new: Version) -> list[Change]:
    """Every place where the words differ, in reading order."""
    return [change for part in PARTS for change in _changes(part, getattr(old, part) or "", getattr(new, part) or "")]


def size(found: list[Change]) -> tuple[int, int]:
    """(words added, words removed)."""
    return sum(_count(change.after) for change in found), sum(_count(change.before) for change in found)


def _is_same(part: Part, old: Version, new: Version) -> bool:
    """Of parts that are not equal letter by letter."""
    if part == "title":
        return normalise(old.title or "") == normalise(new.title or "")
    if part == "lead":
        prefixes = [version.dateline_prefix.strip() for version in (old, new) if version.dateline_prefix]
        return _bare(old.lead or "", prefixes) == _bare(new.lead or "", prefixes)
    was_cut = (old.printed_hash or new.printed_hash) is not None
    return lasting_words(old.text) == lasting_words(new.text) or (was_cut and old.printed == new.printed)


def _bare(lead: str, prefixes: Sequence[str]) -> str:
    for prefix in prefixes:
        lead = lead.removeprefix(prefix)
    return normalise(lead)


def _changes(part: Part, before: str, after: str) -> list[Change]:
    """Lines first, then words within the lines that differ: words alone would take a square of the text's length."""
    found: list[Change] = []
    old, new = before.split("\n"), after.split("\n")
    spoken = ""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            spoken = old[b - 1] if b else ""
            continue
        found += _word_changes(part, "\n".join(old[a:b]), "\n".join(new[c:d]), spoken)
    return found


def _word_changes(part: Part, before: str, after: str, spoken: str) -> list[Change]:
    old, new = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    matcher = SequenceMatcher(None, [t[0] for t in old], [t[0] for t in new], autojunk=False)
    found = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = _cut(before, old, a, b), _cut(after, new, c, d)
        if normalise(gone) == normalise(come):
            continue
        lead_in = before[: old[a].start()] if a < len(old) else before
        operation: Operation = "insert" if not gone else "delete" if not come else "replace"
        found.append(Change(part, operation, gone, come, " ".join((lead_in or spoken).split()[-5:])))
    return found


def _cut(text: str, tokens: list[re.Match[str]], start: int, end: int) -> str:
    return text[tokens[start].start() : tokens[end - 1].end()].strip() if end > start else ""


def _count(text: str) -> int:
    return len(normalise(text).split())
