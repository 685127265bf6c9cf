"""The parser as machine code and as plain Python: the same article from whatever page."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.compiled import is_compiled
from scraper.parse import parse
from scraper.sample import SampleSite, load_truth
from tests.parse import uncompiled
from tests.parse.test_fuzz import cut, flip, misread, repeat, shuffle, unclose


@pytest.mark.slow
@pytest.mark.skipif(not is_compiled(), reason="nothing is compiled here")
def test_the_same_article_compiled_or_not(tmp_path: Path) -> None:
    chance = random.Random(7)
    with SampleSite(is_cluttered=True) as site:
        bodies = [site.answer(article.path, site.url).body for article in load_truth().in_edition(1)[::5]]
    bodies += [change(body, chance) for body in bodies for change in (cut, flip, misread, repeat, shuffle, unclose)]
    pages = [tmp_path / f"{number}.html" for number in range(len(bodies))]
    for page, body in zip(pages, bodies, strict=True):
        page.write_bytes(body)
    ours = [repr(parse(body, f"https://news.example/{page.stem}")) for page, body in zip(pages, bodies, strict=True)]
    command = [sys.executable, uncompiled.__file__, *map(str, pages)]
    plain = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert plain.stdout.splitlines() == ours
