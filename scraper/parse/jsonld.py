"""JSON-LD, as sites write it: graphs, arrays, nested nodes, comments around it, and broken JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import orjson

MAX_REPAIR = 200_000
"""Characters; the repair of broken JSON takes time."""

MAX_NODES = 2_000

ARTICLE_TYPES = frozenset(
    """
    newsarticle article reportagenewsarticle analysisnewsarticle opinionnewsarticle reviewnewsarticle
    backgroundnewsarticle asknewsarticle askpublicnewsarticle blogposting liveblogposting report scholarlyarticle
    techarticle socialmediaposting satiricalarticle advertisercontentarticle
    """.split()  # noqa: SIM905
)

_HOLDERS = ("hasPart", "itemListElement", "mainEntityOfPage", "mainEntity", "@graph")
"""Where a node holds others; what stands in the last of them comes first."""

_OPENING = re.compile(r"^(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
_CLOSING = re.compile(r"(?://[ \t]{0,9}|/\*[ \t]{0,9})?(?:-->|\]\]>)(?:[ \t]{0,9}\*/)?[ \t\n]{0,9};?$")


def read_jsonld(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Every node with a type, in the order of the page, nested ones after their parents."""
    found: list[dict[str, Any]] = []
    for script in scripts:
        for node in _nodes(_load(script)):
            found.append(node)
            if len(found) >= MAX_NODES:
                return found
    return found


def types_of(node: dict[str, Any]) -> set[str]:
    """The node's types, lower-case, without the vocabulary's address."""
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return {_bare(name) for name in names if isinstance(name, str)}


@lru_cache(maxsize=1024)
def _bare(name: str) -> str:
    return name.rpartition("/")[2].rpartition(":")[2].lower()


def article_node(nodes: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """The node that describes this page's article: of several the one that says most."""
    articles = [node for node in nodes if types_of(node) & ARTICLE_TYPES]
    return max(articles, key=_richness, default=None)


def as_json(node: dict[str, Any] | None) -> str | None:
    """The node as text; None for one that is nested too deep or holds numbers that JSON readers refuse."""
    try:
        return orjson.dumps(node).decode() if node is not None else None
    except (TypeError, ValueError, RecursionError):
        return None


def _richness(node: dict[str, Any]) -> int:
    wanted = ("articleBody", "datePublished", "author", "headline", "image", "mainEntityOfPage", "description")
    return sum(bool(node.get(name)) for name in wanted) + 2 * bool(node.get("datePublished"))


def _load(script: str) -> Any:
    """As strict JSON first, then as what browsers let pass, then without the comments around it, then repaired."""
    text = script.strip()
    if not text:
        return None
    for load in (orjson.loads, _lenient, _unwrapped):
        try:
            return load(text)
        except (ValueError, RecursionError):
            pass
    if len(text) > MAX_REPAIR:
        return None
    import json_repair  # only for the few pages that need it

    try:
        return json_repair.loads(_unwrap(text))
    except Exception:  # no JSON at all: whatever the repair trips over is the page's fault
        return None


def _lenient(text: str) -> Any:
    return json.loads(text, strict=False)


def _unwrapped(text: str) -> Any:
    return _lenient(_unwrap(text))


def _unwrap(text: str) -> str:
    return _CLOSING.sub("", _OPENING.sub("", text))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Without recursion: data may be nested as deep as it likes."""
    waiting = [value]
    seen = 0
    while waiting and seen < MAX_NODES * 10:
        seen += 1
        here = waiting.pop()
        if isinstance(here, list):
            waiting.extend(reversed(here))
        elif isinstance(here, dict):
            if "@type" in here:
                yield here
            for name in _HOLDERS:
                inner = here.get(name)
                if isinstance(inner, dict | list):
                    waiting.append(inner)
