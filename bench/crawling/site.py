"""A news site of any number of pages, made from the sample site's: its templates, its words in new order, and the
markup that real pages carry around their text (menus, teasers, scripts, styles), 30 to 150 KB a page."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path

from scraper.sample.article_page import article_page
from scraper.sample.language import WORDS, Language
from scraper.sample.piece import Piece, pieces

SMALLEST, LARGEST = 30_000, 150_000
"""Bytes; sizes are spread evenly on a logarithmic scale."""

FILES = 1000
"""Addresses in one sitemap file."""

LETTERS = "bcdfghklmnprstvz", "aeiou"


def write_site(folder: Path, count: int, base: str, seed: int = 1) -> None:
    """The site as files: `index.json` maps a path to (file, content type). Sitemaps name addresses under `base`."""
    index = {"/robots.txt": ("robots.txt", "text/plain")}
    (folder / "robots.txt").write_text(f"User-agent: *\nDisallow: /intern/\nSitemap: {base}/sitemap.xml\n")
    listed = []
    for number, piece in enumerate(articles(count, seed)):
        name = f"{number}.html"
        (folder / name).write_text(page(piece, base, random.Random(f"{seed}/{number}")), encoding="utf-8")
        index[piece.path] = (name, "text/html; charset=utf-8")
        listed.append(
            f"<url><loc>{base}{escape(piece.path)}</loc><lastmod>{piece.published_at.isoformat()}</lastmod></url>"
        )
    maps = [listed[start : start + FILES] for start in range(0, count, FILES)]
    for number, urls in enumerate(maps):
        name = f"sitemap-{number}.xml"
        (folder / name).write_text(_xml("urlset", urls), encoding="utf-8")
        index[f"/{name}"] = (name, "application/xml")
    files = [f"<sitemap><loc>{base}/sitemap-{number}.xml</loc></sitemap>" for number in range(len(maps))]
    (folder / "sitemap.xml").write_text(_xml("sitemapindex", files), encoding="utf-8")
    index["/sitemap.xml"] = ("sitemap.xml", "application/xml")
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")


def articles(count: int, seed: int) -> Iterator[Piece]:
    """Each with a text, a title and an address of its own."""
    originals = [piece for piece in pieces(1) if piece.original is None]
    newest = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        model = originals[number % len(originals)]
        sentences = vocabulary(model.language)
        title = new_names(chance.choice(sentences), chance).rstrip(".")[:110]
        section = chance.choice(list(WORDS[model.language].sections))
        slug = "-".join(word.lower() for word in title.split()[:6] if word.isascii() and word.isalnum())
        yield replace(
            model,
            id=50_000 + number,
            section=section,
            path=f"/{model.language}/{section}/{50_000 + number}-{slug or 'text'}",
            title=title,
            lead=new_names(chance.choice(sentences), chance),
            paragraphs=tuple(paragraph(sentences, chance) for _ in range(chance.randint(6, 26))),
            published_at=newest - timedelta(minutes=7 * number),
            modified_at=None,
            layout=chance.choice(("full", "meta", "plain")),
            translations=(),
        )


@cache
def vocabulary(language: Language) -> tuple[str, ...]:
    texts = " ".join(piece.text.replace("\n\n", " ") for piece in pieces(1) if piece.language == language)
    return tuple(f"{sentence}." for sentence in texts.split(". ") if 40 < len(sentence) < 220)


def paragraph(sentences: tuple[str, ...], chance: random.Random) -> str:
    return " ".join(new_names(chance.choice(sentences), chance) for _ in range(chance.randint(2, 5)))


def new_names(sentence: str, chance: random.Random) -> str:
    """Every fifth word gives way to a made-up one, so that no two texts have a sentence in common."""
    words = sentence.split()
    return " ".join(word if chance.random() > 0.2 or "[" in word or "]" in word else _name(chance) for word in words)


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(LETTERS[turn % 2]) for turn in range(chance.randint(4, 9))).capitalize()


def page(piece: Piece, base: str, chance: random.Random) -> str:
    """The sample site's page, filled up with what surrounds the text of a real one."""
    html = article_page(piece, (), base, chance.randint(10, 90_000))
    size = round(math.exp(chance.uniform(math.log(SMALLEST), math.log(LARGEST))))
    sentences = vocabulary(piece.language)
    missing = max(size - len(html.encode()), 0)
    state = _until(missing * 0.45, lambda: _state(sentences, chance))
    teasers = _until(missing * 0.35, lambda: _teaser(piece.language, sentences, chance))
    menu = _until(missing * 0.1, lambda: _menu_item(piece.language, chance))
    style = _until(
        missing * 0.1, lambda: f".c{chance.randrange(10**6)}{{margin:0 {chance.randint(1, 40)}px;color:#333}}"
    )
    head = f"<style>{''.join(style)}</style><script>window.__STATE__=[{','.join(state)}]</script>"
    front = f'<div class="mega-menu"><nav><ul>{"".join(menu)}</ul></nav></div>'
    rail = f'<aside class="rail"><h2>More</h2><ul class="teasers">{"".join(teasers)}</ul></aside>'
    html = html.replace("</head>", f"{head}</head>", 1).replace("<main>", f"{front}<main>", 1)
    return html.replace("</main>", f"</main>{rail}", 1)


def _until(size: float, make) -> list[str]:  # type: ignore[no-untyped-def]
    made: list[str] = []
    length = 0
    while length < size:
        made.append(make())
        length += len(made[-1].encode())
    return made


def _state(sentences: tuple[str, ...], chance: random.Random) -> str:
    text = json.dumps({"id": chance.randrange(10**9), "t": chance.choice(sentences), "tags": ["a", "b"]})
    return text.replace("</", "<\\/")


def _teaser(language: Language, sentences: tuple[str, ...], chance: random.Random) -> str:
    title = escape(new_names(chance.choice(sentences), chance)[:90])
    path = f"/{language}/{chance.choice(list(WORDS[language].sections))}/{chance.randrange(10**5)}-teaser"
    return (
        f'<li class="teaser"><article class="card"><a class="card__link" href="{path}" data-track="rail">'
        f'<img src="/media/{chance.randrange(10**5)}.jpg" alt="" width="300" height="200" loading="lazy">'
        f'<span class="card__kicker">{chance.choice(("News", "Live", "Plus"))}</span>'
        f'<h3 class="card__title">{title}</h3></a></article></li>'
    )


def _menu_item(language: Language, chance: random.Random) -> str:
    name = _name(chance)
    return f'<li class="menu__item"><a class="menu__link" href="/{language}/{name.lower()}/">{name}</a></li>'


def _xml(root: str, rows: list[str]) -> str:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n' + "\n".join(rows) + f"\n</{root}>\n"
