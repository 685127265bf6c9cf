"""Languages as addresses name them: `/de/politik`, `de.news.example`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

KNOWN = frozenset(
    """
    af ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ku
    ky la lb lo lt lv mk ml mn mr ms my nb ne nl nn no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tk tl tr tt
    uk ur uz vi yi zh
    """.split()  # noqa: SIM905
)
"""ISO 639-1 codes of languages in which news is published; `/us/` and `/tv/` are none."""


def language_in(url: str) -> str | None:
    """The language that an address names: first in its path, or first in its host. `/it/` may be about computers."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    first = next((piece for piece in parts.path.split("/") if piece), "").lower()
    code = first.replace("_", "-").partition("-")[0]
    if code in KNOWN and re.fullmatch(r"[a-z]{2}(?:[-_][a-z]{2,4})?", first):
        return code
    label, _, rest = (parts.hostname or "").partition(".")
    return label if label in KNOWN and "." in rest else None
