"""Two thousand real pages: none may crash the parser, none may take a second."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from scraper.parse import parse

BENCH = Path(__file__).resolve().parents[2].parent / "shared" / "bench"
SETS = sorted(folder.parent.name for folder in BENCH.glob("*/pages"))

pytestmark = pytest.mark.slow

LIMIT_S = 1.0


@pytest.mark.skipif(not SETS, reason="the real pages (../shared/bench) are not there")
@pytest.mark.parametrize("name", SETS or [""])
def test_no_real_page_crashes_or_stalls_the_parser(name: str) -> None:
    pages = sorted((BENCH / name / "pages").glob("*.html.gz"))
    assert pages
    slow = []
    for file in pages:
        body = gzip.decompress(file.read_bytes())
        began = time.process_time()
        article = parse(body, "https://example.org/a")
        if time.process_time() - began > LIMIT_S:
            began = time.process_time()  # once more: caches may have been cold
            parse(body, "https://example.org/a")
            slow += [file.name] if time.process_time() - began > LIMIT_S else []
        assert (article.rejected_because is None) == (article.kind != "page"), file.name
    assert slow == []
