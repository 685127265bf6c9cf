"""The generated site's pages are articles of their own, as large as they should be."""

from __future__ import annotations

import json
import random
from pathlib import Path

from bench.crawling.made import LARGEST, SMALLEST, articles, made_pages, page
from bench.crawling.site import write_site
from scraper.parse import parse

BASE = "http://news.example"


def test_pages_are_as_large_as_they_should_be_and_read_as_their_articles() -> None:
    for number, piece in enumerate(articles(24, 1)):
        html = page(piece, BASE, random.Random(number)).encode()
        found = parse(html, BASE + piece.path)
        assert SMALLEST <= len(html) <= LARGEST + 4_000
        assert found.title == piece.title
        wanted = {word for paragraph in piece.paragraphs for word in paragraph.split() if "[" not in word}
        got = set((found.text or "").split())
        assert len(wanted & got) > 0.95 * len(wanted)


def test_hardly_two_texts_have_a_paragraph_in_common() -> None:
    texts = [set(piece.paragraphs[1:-1]) for piece in articles(300, 1)]
    assert len(set[str]().union(*texts)) > 0.999 * sum(map(len, texts))


def test_the_same_site_for_the_same_seed(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        write_site(tmp_path / name, BASE, made_pages(4, BASE))
    one, other = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other
    assert {"/robots.txt", "/sitemap.xml", "/sitemap-0.xml"} < set(json.loads(one["index.json"]))
