"""An article of bbabo.net as it was found, in pages of several shapes: its ends are cut, every other word is kept."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.parse import parse
from scraper.text import normalise

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "seed_article.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the seed article (../shared/seed_article.txt) is not there")

PREFIX = "Asien (bbabo.net), - "
SIGNATURE = "bbabo.Net"

PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8">
<title>Putin und Tokajew sprechen im Kreml - bbabo.net</title>
<meta property="og:site_name" content="bbabo.net">
{date_in_head}
<link rel="canonical" href="https://bbabo.net/de/asien/123456">
<style>.x {{ color: red }}</style></head>
<body>
<nav class="navbar"><a href="/de">Startseite</a> <a href="/de/asien">Asien</a> <a href="/de/europa">Europa</a></nav>
<header><h1>Putin und Tokajew sprechen im Kreml</h1>{date_in_body}</header>
<div class="share"><a href="#">Facebook</a> <a href="#">Telegram</a></div>
<div class="content">{article}</div>
<div class="related"><h3>Mehr zum Thema</h3><ul>
<li><a href="/de/asien/123455">Kasachstan nimmt den Flugverkehr mit mehreren Ländern wieder auf</a></li>
<li><a href="/de/asien/123454">Usbekistan und Tadschikistan vereinbaren gemeinsame Übungen im Frühjahr</a></li>
</ul></div>
<footer><p>Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung der Redaktion.</p></footer>
</body></html>"""


def in_paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines)


def by_line_breaks(lines: list[str]) -> str:
    return "<br><br>".join(html.escape(line) for line in lines)


def by_single_breaks(lines: list[str]) -> str:
    return "<div>" + "<br>\n".join(html.escape(line) for line in lines) + "</div>"


def in_one_block(lines: list[str]) -> str:
    return "<div>" + " ".join(html.escape(line) for line in lines) + "</div>"


def glued(lines: list[str]) -> str:
    return in_paragraphs([*lines[:-2], lines[-2] + lines[-1]])


def in_divs(lines: list[str]) -> str:
    return "".join(f'<div class="text-block">{html.escape(line)}</div>' for line in lines)


SHAPES = [in_paragraphs, by_line_breaks, by_single_breaks, in_one_block, glued, in_divs]
DATES = [
    ('<meta property="article:published_time" content="2022-02-10T12:30:00+03:00">', ""),
    ("", '<time datetime="2022-02-10T09:30:00Z">10.02.2022</time>'),
    ("", '<span class="date">10. Februar 2022</span>'),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize(("in_head", "in_body"), DATES, ids=["meta", "time", "visible"])
def test_the_seed_article(shape: Callable[[list[str]], str], in_head: str, in_body: str) -> None:
    lines = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert lines[0].startswith(PREFIX)
    assert lines[-1] == SIGNATURE
    page = PAGE.format(date_in_head=in_head, date_in_body=in_body, article=shape(lines))

    article = parse(page.encode(), "https://bbabo.net/de/asien/123456")

    assert article.kind == "article"
    assert article.dateline == "Asien"
    assert article.dateline_prefix == PREFIX
    assert article.signature == SIGNATURE
    assert article.language == "de"
    assert article.title == "Putin und Tokajew sprechen im Kreml"
    assert article.published_at is not None
    assert article.published_at.date() == datetime(2022, 2, 10, tzinfo=UTC).date()
    expected = " ".join(lines)[len(PREFIX) : -len(SIGNATURE)]
    assert normalise(article.text).split() == normalise(expected).split()
    if shape is in_paragraphs:
        assert article.text == "\n\n".join(lines)[len(PREFIX) : -len(SIGNATURE)].strip()


def test_the_seed_article_in_a_page_that_says_nothing_else() -> None:
    lines = SEED.read_text(encoding="utf-8").splitlines()
    page = f"<html><body><div>{by_line_breaks(lines)}</div></body></html>"
    article = parse(page, "https://bbabo.net/de/asien/2022/02/10/123456")
    assert (article.dateline, article.signature, article.language) == ("Asien", SIGNATURE, "de")
    assert article.published_at == datetime(2022, 2, 10, tzinfo=UTC)
    assert (article.published_precision, article.published_from) == ("day", "url")
