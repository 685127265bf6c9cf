"""A byline to names: without `By`, job titles, dates and addresses; people, agencies and newsrooms told apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from db.frozen import frozen
from scraper.parse.agencies import is_agency
from scraper.parse.byline_words import (
    ASIAN_TITLE,
    DATED_OPENING,
    DEGREE,
    MONTHS,
    NO_NAME,
    OPENING,
    ORGANISATION,
    PARTICLES,
    ROLE,
    TAIL,
)
from scraper.text import letters

Sort = Literal["person", "handle", "organisation", "agency"]
"""`handle`: one word, as `amanda` or `jdoe`: a person if nothing better is known."""

MAX_NAME = 60
"""Characters; longer ones are sentences."""

MAX_BYLINE = 300

MAX_WORDS = 6

MAX_ASIAN = 8
"""Signs of a Chinese, Japanese or Korean name."""

_EDGES = " .,:;-–—_|/*»«›‹∙\u200b\u00a0"
_COLON = re.compile(r"^[^\W\d_][\w .-]{1,24}[:：]\s*(?=\S)")
_BRACKETS = re.compile(r"\s*[(\[（【<][^()\[\]（）【】<>]{0,80}[)\]）】>]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*|\S+@\S+|(?<=\s)@\S+")
_HARD_SPLIT = re.compile(
    r"\s*[\n;|•·；｜●►▪]+\s*|\s*,\s*|\s*[、，]\s*|\s+/\s*|\s*[/／](?=\s|[^\W\d_])|\s+[-–—]{1,2}\s+"
)
_SOFT_SPLIT = re.compile(
    r"\s*[&+]\s*|\s+(?:and|und|et|y|e|og|och|en|ja|i|и|та|və|ve|dan|và|with|mit|avec|con)\s+", re.IGNORECASE
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CJK_SPLIT = re.compile(r"[\s/／]+")


@frozen
class Name:
    """A name as it is printed, and what it seems to name."""

    text: str
    sort: Sort


def read_names(byline: str, sites: frozenset[str], *, is_whole: bool = False) -> tuple[Name, ...]:
    """The names in a byline, in its order, each once; line breaks part names.

    `sites`: the site's own names, as `letters` gives them: they are organisations. `is_whole`: the text is one name,
    commas and all, as that of an organisation in JSON-LD.
    """
    if len(byline) > MAX_BYLINE:
        return ()
    return _read_names(byline, sites, is_whole)


@lru_cache(maxsize=4096)
def _read_names(byline: str, sites: frozenset[str], is_whole: bool) -> tuple[Name, ...]:
    is_plain = byline.replace(" ", "").isalpha()  # most are: no brackets, no address, nothing that parts names
    text = (byline if is_plain else _ADDRESS.sub(" ", _BRACKETS.sub(" ", byline))).strip()
    parts = [_open(text)] if is_plain else _HARD_SPLIT.split(_open(text))
    pieces = [text] if is_whole else [piece for part in parts for piece in _soft(part)]
    found: dict[str, Name] = {}
    for piece in pieces:
        name = _name(piece, sites)
        if name is not None:
            found.setdefault(letters(name.text), name)
    return tuple(found.values())


def _open(text: str) -> str:
    """Without what opens a byline, as often as it does: `Text: Von Anna Müller`."""
    text = DATED_OPENING.sub("", text)
    for _ in range(3):
        match = OPENING.match(text)
        if not match:
            break
        text = text[match.end() :]
    return text


def _soft(piece: str) -> list[str]:
    """At `and`, unless the piece tells a job: `Home and Garden Editor` names nobody."""
    piece = TAIL.sub("", piece)
    if _is_asian(piece):
        words = [word for word in _CJK_SPLIT.split(piece.strip()) if not ASIAN_TITLE.fullmatch(word)]
        if len(words) == 2 and " " in piece and all(1 <= len(word) <= 3 for word in words):
            return [piece]  # a family name and a given name
        return [ASIAN_TITLE.sub("", word) for word in words]
    if ROLE.search(piece.lower()):
        return [piece]
    return _SOFT_SPLIT.split(piece)


def _name(text: str, sites: frozenset[str]) -> Name | None:
    text = DEGREE.sub("", _COLON.sub("", _open(text.strip())).strip(_EDGES)).strip(_EDGES)
    if _is_asian(text):
        text = ASIAN_TITLE.sub("", text)
    if _is_asian(text):
        return _asian(text, sites)
    small = text.lower()
    if not 1 < len(text) <= MAX_NAME or NO_NAME.search(small) or not any(map(str.isalpha, text)):
        return None
    if is_agency(text):
        return Name(text, "agency")
    words = text.split()
    if _is_own(text, sites) or ORGANISATION.search(small):
        return Name(text, "organisation") if len(words) <= MAX_WORDS else None
    if ROLE.search(small):
        if is_agency(words[0]):  # as in `AP Sports Writer`
            return Name(words[0], "agency")
        text = _without_role(words)
        words = text.split()
    if not words or len(words) > MAX_WORDS or len(text) < 3:
        return None
    if len(words) == 1:
        return Name(text, "handle") if text[0].isalpha() and text.lower() not in MONTHS else None
    return Name(text, "person") if _is_person(words) else None


def _is_person(words: list[str]) -> bool:
    """No figures, no weekday or month with a number, no sentence's beginning."""
    if any(map(str.isdecimal, "".join(words))):
        return False
    return words[0].lower() not in {"of", "the", "and", "in", "for"} and _is_capitalised(words)


def _without_role(words: list[str]) -> str:
    """`Political correspondent Anna Miller` keeps the last words, `Anna Miller Head Winemaker` the first ones."""
    roles = [at for at, word in enumerate(words) if ROLE.search(word.lower())]
    if not roles:
        return ""
    after, before = words[roles[-1] + 1 :], words[: roles[0]]
    kept = after if len(after) >= 2 else before
    return " ".join(kept) if 2 <= len(kept) <= 3 and _is_capitalised(kept) else ""


def _is_capitalised(words: list[str]) -> bool:
    """Scripts without capitals pass; of the others every word but particles must have one."""
    return all(
        word.lower() in PARTICLES or not word[0].islower() or word[:2].lower() in {"d'", "d’", "o'"} for word in words
    )


def _is_own(text: str, sites: frozenset[str]) -> bool:
    """The site's name, or a longer form of it; a person's full name in the address of their own site is a person's."""
    bare = letters(text)
    if bare in sites or any(len(site) > 4 and site in bare for site in sites):
        return True
    return " " not in text and len(bare) > 4 and any(bare in site for site in sites)


def _is_asian(text: str) -> bool:
    return not text.isascii() and _CJK.search(text) is not None


def _asian(text: str, sites: frozenset[str]) -> Name | None:
    """Chinese, Japanese and Korean names."""
    if is_agency(text):
        return Name(text, "agency")
    if _is_own(text, sites) or ORGANISATION.search(text.lower()):
        return Name(text, "organisation") if len(text) <= 20 else None
    is_name = 2 <= len(text) <= MAX_ASIAN and all(char.isalpha() or char in "·・ \u3000" for char in text)
    return Name(text, "person") if is_name else None
