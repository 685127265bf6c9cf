"""The text in the data that a page brings for its own scripts, for pages whose elements are drawn from it.

`__NEXT_DATA__`, `__NUXT_DATA__`, `__INITIAL_STATE__`, `__APOLLO_STATE__`, `Fusion.globalContent` and their like are
JSON in a <script>. Only JSON is read, nothing is run; and only where the elements of the page hold next to no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

from scraper.parse.text import clean
from scraper.text import normalise

MAX_SCRIPT = 5_000_000
"""Characters of one script; the data of the longest real page that we have seen have a fifth of that."""

MAX_VALUES = 200_000
"""Values that are looked at."""

MAX_DEPTH = 60

LEAST = 250
"""Letters; a shorter text is a teaser."""

_SCRIPT = re.compile(r"<script\b([^>]{0,2000})>", re.IGNORECASE)
_OTHER_TYPE = re.compile(r"ld\+json|text/template|importmap|speculationrules", re.IGNORECASE)
_ASSIGNING = re.compile(r"=\s{0,9}(?=[{\[])")
_STATE = re.compile(
    r"(?:Fusion\.globalContent|__\w{3,40}(?:__)?|(?:initial|preloaded|app|page|global)(?:State|Data|Content|Props))[\"']?\]?\s{0,9}$",
    re.IGNORECASE,
)
"""What stands before: the name of a page's state."""

LONGEST_STATE = 60
"""Letters of such a name, with what may stand behind it."""

_PARSED = re.compile(r"JSON\.parse\(\s{0,9}(?=\")")

_TEXTS = {
    "articlebody", "body", "bodyhtml", "bodytext", "content", "contenthtml", "html", "text", "fulltext", "story",
    "articletext", "contentbody", "rendered", "processed", "value", "markup", "richtext",
}  # fmt: skip
"""Keys of a text in one piece, in small letters without signs ..."""

_LISTS = {
    "contentelements", "paragraphs", "blocks", "body", "content", "components", "elements", "sections", "articlebody",
    "children", "story", "document", "richtext", "json",
}  # fmt: skip
"""... and of one in many."""

_PIECES = ("content", "text", "html", "value", "children", "data", "paragraph", "body", "model", "blocks", "nodes")
"""Where a piece has its words; the first that has any counts."""

_ASIDE = re.compile(
    r"image|photo|video|gallery|related|embed|ad\b|advert|promo|newsletter|caption|link_?list|interstitial|social|"
    r"raw_?html|oembed|audio|podcast",
    re.IGNORECASE,
)
"""Types of pieces that are none of the text."""

_ELSEWHERE = re.compile(r"comment|related|recommend|navigation|footer|header|menu|translation|config|teaser|seo", re.I)
"""Keys under which no article is looked for."""

_WRAPPERS = ("Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "NuxtError")
_TITLES = ("headline", "title", "headlines", "name")
_INLINE = {"text", "span", "link", "a", "hyperlink", "strong", "em", "bold", "italic", "mention", "hard_break"}


def state_text(html: str, title: str | None) -> list[str]:
    """Paragraphs of the article in the page's own data, empty where there are none.

    Of several texts it is the longest beside a headline like `title`, else the longest of all.
    """
    headline = normalise(title or "")
    best: tuple[bool, int] = (False, LEAST - 1)
    found: list[str] = []
    for document in _documents(html):
        for holder, text in _texts(document):
            size = sum(map(len, text))
            rank = (bool(headline) and headline in _names(holder), size)
            if size >= LEAST and rank > best:
                best, found = rank, text
    return found


def _documents(html: str) -> Iterator[Any]:
    """What the page's scripts hold as JSON."""
    for start in _SCRIPT.finditer(html):
        end = html.find("</script", start.end())
        if end < 0 or end - start.end() > MAX_SCRIPT or _OTHER_TYPE.search(start[1]):
            continue
        script = html[start.end() : end].strip()
        if script[:1] in "{[" and script:
            yield _resolved(_load(script), start[1])
            continue
        for assigned in _ASSIGNING.finditer(script):
            if _STATE.search(script[max(0, assigned.start() - LONGEST_STATE) : assigned.start()]):
                yield _first_value(script, assigned.end())
        for parsed in _PARSED.finditer(script):
            inner = _first_value(script, parsed.end())
            yield _load(inner) if isinstance(inner, str) else None


def _load(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        return None


def _first_value(script: str, at: int) -> Any:
    """The JSON value that begins there; None for what is JavaScript."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(script, at)[0]
    except (ValueError, RecursionError):
        return None


def _resolved(value: Any, attributes: str) -> Any:
    """Nuxt 3 writes every value once, in one list, and numbers stand for places in it."""
    if "__NUXT_DATA__" not in attributes or not isinstance(value, list):
        return value
    return _Flat(value).stories()


class _Flat:
    """A list whose objects hold places in it instead of values. One value may be named by many: hence the budget."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values
        self._left = MAX_VALUES

    def stories(self) -> list[Any]:
        return [
            self._whole(at, 0) for at, here in enumerate(self._values) if isinstance(here, dict) and _is_story(here)
        ]

    def _whole(self, at: Any, depth: int) -> Any:
        is_place = isinstance(at, int) and not isinstance(at, bool) and 0 <= at < len(self._values)
        here = self._values[at] if is_place else None
        self._left -= 1
        if not isinstance(here, dict | list):
            return here
        if depth > MAX_DEPTH or self._left < 0:
            return None
        if isinstance(here, dict):
            return {key: self._whole(place, depth + 1) for key, place in here.items()}
        if len(here) == 2 and here[0] in _WRAPPERS:
            return self._whole(here[1], depth + 1)
        return [self._whole(place, depth + 1) for place in here]


def _is_story(keys: dict[str, Any]) -> bool:
    return any(_bare(key) in _TEXTS | _LISTS for key in keys)


def _texts(document: Any) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """(object, paragraphs of a text in it), without recursion: data may be nested as deep as they like."""
    waiting = [document]
    seen = 0
    while waiting and seen < MAX_VALUES:
        here = waiting.pop()
        seen += 1
        if isinstance(here, list):
            waiting.extend(here)
        elif isinstance(here, dict):
            for key, value in here.items():
                if _ELSEWHERE.search(key):
                    continue
                bare = _bare(key)
                if isinstance(value, str):
                    if bare in _TEXTS and len(value) >= LEAST:
                        yield here, paragraphs(value)
                elif isinstance(value, dict | list):
                    if bare in _LISTS:
                        yield here, list(_pieces(value, 0))
                    waiting.append(value)


def _bare(key: str) -> str:
    return "".join(filter(str.isalnum, key)).lower()


def _names(holder: dict[str, Any]) -> str:
    """What the object is called, normalised."""
    told: list[str] = []
    for name in _TITLES:
        value = holder.get(name)
        told.extend([value] if isinstance(value, str) else [v for v in value.values() if isinstance(v, str)][:5]
                    if isinstance(value, dict) else [])  # fmt: skip
    return normalise(" | ".join(told))


def _pieces(value: Any, depth: int) -> Iterator[str]:
    """Paragraphs of a text that is kept in pieces: ArcXP, WordPress, Contentful, Sanity, ProseMirror, Draft.js."""
    if depth > 8:
        return
    if isinstance(value, str):
        yield from paragraphs(value)
    elif isinstance(value, list):
        if value and all(_is_inline(piece) for piece in value):
            yield from paragraphs("".join(_inline(piece, depth) for piece in value))
            return
        for piece in value:
            if isinstance(piece, dict | str):
                yield from _pieces(piece, depth + 1)
    elif isinstance(value, dict):
        if _ASIDE.search(_type(value)):
            return
        for name in _PIECES:
            if value.get(name) and isinstance(value[name], str | list | dict):
                yield from _pieces(value[name], depth + 1)
                return


def _is_inline(piece: Any) -> bool:
    return isinstance(piece, dict) and (
        _type(piece) in _INLINE or (isinstance(piece.get("text"), str) and not _type(piece))
    )


def _inline(piece: dict[str, Any], depth: int) -> str:
    for name in ("text", "value", "content", "children"):
        told = piece.get(name)
        if isinstance(told, str):
            return told
        if isinstance(told, list) and depth < 8:
            return "".join(_inline(inner, depth + 1) for inner in told if isinstance(inner, dict))
    return ""


def _type(piece: dict[str, Any]) -> str:
    told = piece.get("type") or piece.get("_type") or piece.get("nodeType") or piece.get("__typename") or ""
    return str(told).lower()


def paragraphs(text: str) -> list[str]:
    """A text from data, JSON-LD's articleBody as well; some sites put HTML into it."""
    if "<" in text and re.search(r"</?(?:p|br|div|h\d|li)\b", text):
        for name in ("script", "style", "figure", "iframe"):
            text = _without(text, name)
        text = " ".join(text.split())
        text = re.sub(r"</?(?:p|br|div|li|ul|ol|blockquote|h\d)\b[^>]*>", "\n", text)
    pieces = (clean(piece) for piece in re.split(r"\s*\n\s*", text))
    return [piece for piece in pieces if piece]


def _without(text: str, name: str) -> str:
    """Without these elements and what is in them. An expression would search an unclosed one's end again and again."""
    kept, at = [], 0
    while (start := text.find(f"<{name}", at)) >= 0 and (end := text.find(f"</{name}>", start)) >= 0:
        kept.append(text[at:start])
        at = end + len(f"</{name}>")
    return "\n".join([*kept, text[at:]])
