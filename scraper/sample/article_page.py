"""An article's page in its three layouts, its AMP page and its print version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from scraper.sample import oddities
from scraper.sample.frame import document, link, newsletter, tag, void
from scraper.sample.head import head, json_ld
from scraper.sample.language import NAME, WORDS
from scraper.sample.piece import Piece

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def article_page(piece: Piece, related: Sequence[Piece], base: str, views: int) -> str:
    """The page that readers see; `related` and `views` are what changes without the article changing."""
    words = WORDS[piece.language]
    standfirst = [tag("p", escape(piece.lead), class_="standfirst")] if piece.layout == "full" else []
    lines = [
        _breadcrumbs(piece),
        "<main>",
        '<article class="story">',
        tag("h1", escape(piece.title)),
        *standfirst,
        _byline(piece),
        _share(piece, base),
        _figure(piece),
        f'<div class="story-body" id="text-{piece.id}">',
        *body_of(piece),
        "</div>",
        "</article>",
        f'<p class="views">{views} {escape(words.views)}</p>',
        f'<p class="tools">{link(piece.print_path, words.print_version, rel="nofollow")}</p>',
        _related(piece, related),
        _comments(piece),
        "</main>",
    ]
    encoding = oddities.encoding_of(piece)
    charset = None if encoding == "windows-1252" else encoding
    return document(piece.language, piece.title, head(piece, base), "\n".join(lines), charset=charset)


def amp_page(piece: Piece, base: str) -> str:
    """The same text for phones, without the boxes."""
    said = json_ld(piece, base) if piece.layout == "full" else ""
    paragraphs = "\n".join(f"<p>{_marked_up(paragraph)}</p>" for paragraph in piece.printed)
    return (
        f'<!doctype html>\n<html amp lang="{piece.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(piece.title)} | {NAME}</title>\n"
        f'<link rel="canonical" href="{base}{piece.path}">\n{said}\n</head>\n<body>\n<article>\n'
        f"<h1>{escape(piece.title)}</h1>\n{_byline(piece)}\n"
        f'<amp-img src="{piece.image}" width="16" height="9" layout="responsive"></amp-img>\n'
        f'<div class="story-body">\n{paragraphs}\n</div>\n</article>\n</body>\n</html>\n'
    )


def print_page(piece: Piece, base: str) -> str:
    """Title, byline and text, as for paper."""
    paragraphs = "\n".join(f"<p>{_marked_up(paragraph)}</p>" for paragraph in piece.printed)
    return (
        f'<!DOCTYPE html>\n<html lang="{piece.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(piece.title)}</title>\n"
        f'<link rel="canonical" href="{base}{piece.path}">\n<meta name="robots" content="noindex">\n</head>\n'
        f"<body>\n<h1>{escape(piece.title)}</h1>\n{_byline(piece)}\n{paragraphs}\n</body>\n</html>\n"
    )


def _breadcrumbs(piece: Piece) -> str:
    words = WORDS[piece.language]
    home = link(oddities.home_path(piece.language), words.home)
    section = link(oddities.section_path(piece.language, piece.section), words.sections[piece.section][1])
    return f'<nav class="breadcrumbs" aria-label="breadcrumb">{home} › {section}</nav>'


def _byline(piece: Piece) -> str:
    words = WORDS[piece.language]
    day = words.day(piece.published_at)
    names = ", ".join(tag("span", escape(name), class_="author") for name in piece.authors)
    by = f"{escape(words.by)} {names} · " if names else ""
    if piece.layout == "plain":
        return f'<p class="byline">{by}<span class="date">{day}</span></p>'
    clock = f"{day}, {piece.published_at:%H:%M}"
    return f'<p class="byline">{by}<time datetime="{piece.published_at.isoformat()}">{clock}</time></p>'


def _share(piece: Piece, base: str) -> str:
    address = base + piece.path
    shops = [("Telegram", "https://t.me/share/url?url="), ("E-Mail", "mailto:?body=")]
    items = "".join(f"<li>{link(to + address, name, rel='nofollow')}</li>" for name, to in shops)
    return f'<div class="share-bar"><span>{escape(WORDS[piece.language].share)}</span><ul>{items}</ul></div>'


def _figure(piece: Piece) -> str:
    image = void("img", src=piece.image, alt=piece.caption, width="16", height="9")
    return f"<figure>{image}<figcaption>{escape(piece.caption)}</figcaption></figure>"


def body_of(piece: Piece) -> list[str]:
    """The paragraphs, with an advertisement or the newsletter between them, where editors put such things."""
    paragraphs = [f"<p>{_marked_up(paragraph)}</p>" for paragraph in piece.printed]
    words = WORDS[piece.language]
    if piece.layout == "full":
        paragraphs.insert(2, newsletter(piece.language))
    elif piece.layout == "meta":
        paragraphs.insert(2, f'<div class="ad-slot"><span>{escape(words.advertisement)}</span></div>')
    return paragraphs


def _related(piece: Piece, related: Sequence[Piece]) -> str:
    items = "\n".join(f"<li>{link(other.path, other.title)}</li>" for other in related)
    title = escape(WORDS[piece.language].related)
    return f'<aside class="related-articles"><h3>{title}</h3><ul>\n{items}\n</ul></aside>'


def _comments(piece: Piece) -> str:
    words = WORDS[piece.language]
    shown = [words.remarks[(piece.id + turn) % len(words.remarks)] for turn in range(piece.id % 3)]
    items = "\n".join(
        f'<div class="comment"><b>{escape(name)}</b><p>{escape(remark)}</p></div>' for name, remark in shown
    )
    return f'<section class="comments" id="comments"><h3>{escape(words.comments)} ({len(shown)})</h3>{items}</section>'


def _marked_up(paragraph: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', escape(paragraph, quote=False))
