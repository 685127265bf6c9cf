"""Which links of a section page are followed and which lead nowhere for ever."""

from __future__ import annotations

import pytest

from scraper.crawl.traps import is_trap


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/2026/02/10/harbour-gets-a-plan", False),
        ("/politics/10421-power-for-the-highlands", False),
        ("/news?id=12345", False),
        ("/opinion/2050-will-be-too-late-for-the-forests", False),
        ("/archive/2019/05/old-story-about-trees", False),
        ("/calendar/2031/02/", True),
        ("/events/2031-02-14/", True),
        ("/news/2044/07/01", True),
        ("/news/news/news/harbour", True),
        ("/a/b/c/d/e/f/g/h/i/j/k/l/m", True),
        ("/list?a=1&b=2&c=3&d=4&e=5&f=6", True),
        ("/list?sort=price", True),
        ("/x?q=" + "y" * 600, True),
    ],
)
def test_links_that_lead_nowhere_are_left(path: str, trap: bool) -> None:
    assert is_trap(f"https://example.org{path}", 2026) is trap
