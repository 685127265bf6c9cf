"""An article that a site hands out as JSON, made into a page, so that one parser reads everything.

What the fields tell becomes JSON-LD, the text (HTML or plain) the body: dateline, signature, language and all the rest
are then found as on any other page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any

from scraper.jmes import look_up
from scraper.parse.charset import decode

_MARKUP = re.compile(
    r"</?(?:p|br|div|h\d|ul|ol|li|blockquote|table|figure|span|a|b|i|em|strong)\b[^>]*>", re.IGNORECASE
)


def item_page(
    item: Mapping[str, Any],
    body: bytes | None = None,
    fields: Mapping[str, str] | None = None,
    charset: str | None = None,
) -> str:
    """The page of an article.

    `item`: what the list says, by the names of its rule. `body`: what the text's own address answered: JSON, of which
    `fields` names the paths, or the text itself. Without it the item holds the text.
    """
    said = {**item, **_answer(body, fields or {}, charset)} if body is not None else dict(item)
    title = _plain(said.get("title"))
    language = _plain(said.get("language"))
    alternates = [
        f'<link rel="alternate" hreflang="{escape(other)}" href="{escape(address)}">'
        for other, address in said.get("translations") or ()
    ]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">' if language else "<html>",
        f'<head><meta charset="utf-8"><title>{escape(title or "")}</title>',
        *alternates,
        _json_ld(said, title),
        f"</head><body><main><article><h1>{escape(title or '')}</h1>",
        f'<div class="article-body" itemprop="articleBody">{_as_html(said.get("text"))}</div>',
        "</article></main></body></html>",
    ]
    return "\n".join(lines)


def _answer(body: bytes, fields: Mapping[str, str], charset: str | None) -> dict[str, Any]:
    if not fields:
        return {"text": decode(body, charset)}
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    told = {name: look_up(path, document) for name, path in fields.items()}
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def _json_ld(said: Mapping[str, Any], title: str | None) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "description": _plain(said.get("lead")),
        "author": [{"@type": "Person", "name": name} for name in _names(said.get("authors"))],
        "keywords": _names(said.get("keywords")),
        "datePublished": said.get("published"),
        "dateModified": said.get("modified"),
        "articleSection": _plain(said.get("section")),
        "image": _plain(said.get("image")),
        "inLanguage": _plain(said.get("language")),
    }
    kept = {name: value for name, value in node.items() if value not in (None, "", [])}
    text = json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _plain(told: object) -> str | None:
    """Text without markup; WordPress puts entities into its titles."""
    if not isinstance(told, str | int) or isinstance(told, bool):
        return None
    return " ".join(unescape(_MARKUP.sub(" ", str(told))).split()) or None


def _names(told: object) -> list[str]:
    values = told if isinstance(told, list) else [told]
    return [name for name in map(_plain, values) if name]


def _as_html(told: object) -> str:
    """Markup as it is; plain text as paragraphs, one a line."""
    if not isinstance(told, str):
        return ""
    if _MARKUP.search(told):
        return told
    return "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in told.splitlines() if line.strip())
