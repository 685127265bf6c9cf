"""Is one article the other in another language? Told by the site, by what survives translation, and by the time."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from xxhash import xxh3_64_intdigest

from db.frozen import frozen
from scraper.article import Article
from scraper.folding import hashes_of
from scraper.identify.fingerprint import smallest
from scraper.identify.lines import BITS_48
from scraper.identify.names import HEAVIEST, ByWeight, Names, Traits, figures, find_named, names, squared_weight, traits
from scraper.identify.sounds import LONGEST
from scraper.identify.urls import article_ids, url_key

METHOD = "names-3"
"""Kept with every link; a change of rules or weights below makes it the next number."""

Rule = Literal["hreflang", "id", "image", "text"]

NAMES_KEPT = 16
"""Names and figures of a text that lead to its translations; the rarest by their looks."""

LIKE = 0.12
"""Likeness of two texts that are one in two languages, where nothing else speaks for it."""

FAINT, STANDS_OUT, OTHERS = 0.05, 1.3, 3
"""Less is enough where it is so many times that of every other text of that language, of so many others at least:
texts without a name have little in common even with their translation, and less with anything else."""

SPOKEN_FOR = 0.3
"""Likeness together with what a shared id, image or time adds."""

ID_ADDS, IMAGE_ADDS, TIME_ADDS = 0.4, 0.2, 0.1

CLOSE_S = 30 * 60
"""Translations that are published together appear within half an hour."""

FAR_S = 3 * 86400
"""Without a word of the site, what was published further apart is another story; as far as the index looks."""

NAMED = 0.12
"""Likeness of the names and figures alone, below which the texts aren't read further: of 460 true pairs that the index
finds none has less than .15, of the strangers half have."""

LENGTHS_APART = 0.6
"""Translations aren't further apart in length, as the logarithm of the ratio: of 600 pairs none by more than .46."""

TOLERATED = 0.15
LENGTH_COSTS = 0.2
"""Of likeness, for each factor e that the lengths differ by, beyond e to the TOLERATED."""

SENTENCES_COST = 0.05
"""Of likeness, for each factor e that the numbers of sentences differ by: translators keep them."""

FIGURES, FIGURES_KEPT = 4, 0.45
"""Where both texts have so many figures, translators keep at least this share of the fewer: seven in ten of the true
pairs keep all, one form filled in anew keeps hardly any."""

OWN_NUMERALS = frozenset({"ja", "zh", "ko"})
"""Languages that write many numbers in signs of their own."""

LENGTHS = {"de": 1.12, "fr": 1.08, "es": 1.08, "it": 1.08, "pt": 1.06, "nl": 1.08, "ru": 1.02, "ja": 0.42, "zh": 0.3,
           "ko": 0.45, "ar": 0.8, "he": 0.75, "hi": 0.8}  # fmt: skip
"""Letters of a text in that language against the same in English; others are about as long."""


@frozen
class Clues:
    """Hashes by which translations find each other. `told`: addresses that the site names, at any time; within days
    `facts`, which are the article's id and image, and `names`, which stand for figures too."""

    told: tuple[int, ...]
    facts: tuple[int, ...]
    names: tuple[int, ...]


NO_CLUES = Clues((), (), ())


@frozen
class Side:
    """What of an article is compared with one in another language."""

    text: str
    language: str
    url: str
    image_url: str | None
    published_at: datetime | None


@frozen
class Translation:
    """Why two articles are one in two languages, and how surely (0 to 1)."""

    rule: Rule
    score: float


def clues(article: Article, url: str) -> Clues:
    """By what the translations of an article are to be found; `url`: where it was found."""
    told = [key for key in map(_key, (address for _, address in article.alternates)) if key]
    own = _key(url) if told else None
    addresses = [f"url:{key}" for key in (*told, *([own] if own else []))]
    facts = [f"id:{one}" for one in article_ids(url)]
    if article.image_url and (image := _key(article.image_url)):
        facts.append(f"image:{image.partition('?')[0]}")
    named = find_named(article.text)
    return Clues(_hashes(addresses), _hashes(facts), _rarest(named.sounds, list(named.counts)))


def is_believed(likeness: float, others: Sequence[float] = ()) -> bool:
    """Whether the text alone makes a translation. `others`: the likenesses of other texts of that language."""
    stands_out = len(others) >= OTHERS and likeness >= STANDS_OUT * max(others)
    return likeness >= LIKE or (likeness >= FAINT and stands_out)


def compare_languages(one: Side, other: Side, *, told: bool, others: Sequence[float] = ()) -> Translation | None:
    """Whether two articles are one in two languages. `told`: the site says so (hreflang).

    Symmetric but for `others`: as of `is_believed`.
    """
    if told and one.language != other.language:
        return Translation("hreflang", 1.0)
    if not is_possible(one, other):
        return None
    text = likeness_of(one, other)
    same_id, same_image = _is_same_id(one, other), _is_same_image(one, other)
    apart_s = _apart_s(one, other)
    close = apart_s is not None and apart_s <= CLOSE_S
    score = max(0.0, text) + ID_ADDS * same_id + IMAGE_ADDS * same_image + TIME_ADDS * close
    if not is_believed(text, others) and (score < SPOKEN_FOR or not (same_id or same_image)):
        return None
    return Translation("id" if same_id else "image" if same_image else "text", min(1.0, score))


def is_possible(one: Side, other: Side) -> bool:
    """Whether two articles may be one in two languages as far as can be told without reading them: nearly all of
    those that have two names in common by chance are out of question."""
    apart_s = _apart_s(one, other)
    if one.language == other.language or (apart_s is not None and apart_s > FAR_S):
        return False
    off = _lengths_apart(len(one.text), len(other.text), one.language, other.language)
    return off <= LENGTHS_APART or _is_same_id(one, other) or _is_same_image(one, other)


def likeness_of(one: Side, other: Side) -> float:
    """As of `likeness`. Where the figures or the names are others the rest isn't read: it would be no more alike."""
    if _has_figures(one, other) and _figures_differ(figures(one.text), figures(other.text)):
        return 0.0
    named = _cosine(names(one.text), names(other.text))
    if named < NAMED:
        return min(named, FAINT)
    return likeness(traits(one.text), traits(other.text), one.language, other.language)


def likeness(one: Traits, other: Traits, language: str, other_language: str) -> float:
    """Weighted cosine of the tokens, less what different lengths and sentences cost; below 0 for what can't be."""
    if not one.tokens or not other.tokens:
        return 0.0
    if not {language, other_language} & OWN_NUMERALS and _figures_differ(one.figures, other.figures):
        return 0.0
    cosine = squared_weight(one.tokens & other.tokens) / math.sqrt(one.weight * other.weight)
    off = _lengths_apart(one.letters, other.letters, language, other_language)
    sentences = abs(math.log((1 + one.sentences) / (1 + other.sentences)))
    return cosine - LENGTH_COSTS * min(2.0, max(0.0, off - TOLERATED)) - SENTENCES_COST * sentences


def length_ratio(language: str, other_language: str) -> float:
    """The logarithm of how much longer the same is in the other language."""
    return math.log(LENGTHS.get(other_language, 1.0) / LENGTHS.get(language, 1.0))


def _lengths_apart(one: int, other: int, language: str, other_language: str) -> float:
    """By how much two lengths differ beyond what is usual between these languages, as the logarithm of the ratio."""
    return abs(math.log(max(1, other) / max(1, one)) - length_ratio(language, other_language))


def _has_figures(one: Side, other: Side) -> bool:
    return one.language not in OWN_NUMERALS and other.language not in OWN_NUMERALS


def _figures_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer, more = sorted((one, other), key=len)
    return len(fewer) >= FIGURES and len(fewer & more) < FIGURES_KEPT * len(fewer)


def _cosine(one: Names, other: Names) -> float:
    if one.tokens.isdisjoint(other.tokens):
        return 0.0
    return squared_weight(one.tokens & other.tokens) / math.sqrt(one.weight * other.weight)


def _rarest(sounds: bytes, figures: list[str]) -> tuple[int, ...]:
    """The hashes of the heaviest names and figures; among equals the smallest, which are the same in every text.
    `sounds`: as of `Named`."""
    ranked = hashes_of(sounds + "\n".join([*figures, ""]).encode())
    ranks, lacks = ranked, _LACKS_OF_NAMES
    at = size = 0
    for code in sounds:
        if code != _LINE_END:
            size += 1
            continue
        ranks[at] = lacks[size] << 48 | ranks[at] & BITS_48
        at += 1
        size = 0
    for figure in figures:
        lack = _lacks[figure]
        ranks[at] = lack << 48 | ranks[at] & BITS_48
        at += 1
    return tuple(sorted({rank & BITS_48 for rank in smallest(ranked, NAMES_KEPT)}))


_LINE_END = ord("\n")
_lacks = ByWeight(lambda heavy: round(100 * (HEAVIEST - heavy)))
"""What a token lacks of the heaviest's weight, in hundredths."""

_LACKS_OF_NAMES = array("Q", [0, *(_lacks["a" * size] for size in range(1, LONGEST + 2))])
"""The same by the letters of a name: its consonants, and a vowel that it begins with."""


def _is_same_id(one: Side, other: Side) -> bool:
    return not article_ids(one.url).isdisjoint(article_ids(other.url))


def _is_same_image(one: Side, other: Side) -> bool:
    return bool(one.image_url and other.image_url) and _key(one.image_url or "") == _key(other.image_url or "")


def _apart_s(one: Side, other: Side) -> float | None:
    if one.published_at is None or other.published_at is None:
        return None
    return abs((one.published_at - other.published_at).total_seconds())


def _key(url: str) -> str | None:
    try:
        return url_key(url)
    except ValueError:
        return None


def _hash(clue: str) -> int:
    return xxh3_64_intdigest(clue.encode()) & BITS_48


def _hashes(found: Sequence[str]) -> tuple[int, ...]:
    return tuple(sorted({_hash(clue) for clue in found}))
