"""Which pages are called empty shells: those that a browser would fill, and no others."""

from __future__ import annotations

import pytest

from scraper.discover import read_section
from scraper.parse import parse
from scraper.shell import SHELL, is_shell

SCRIPT = "<script src=/main.js></script>"
PROSE = "<p>" + "The ferry ran again on Monday after three weeks of repairs, the office said. " * 5


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<body><div id=root></div>{SCRIPT}", True),
        (f"<body><div id=__next><header>News</header></div>{SCRIPT}", True),
        ("<head><script type=module src=/a.js></script><body><news-app></news-app>", True),
        (f"<body><noscript>You need to enable JavaScript to run this app.</noscript>{SCRIPT}", True),
        (f"<body><div id=root>{PROSE}</div>{SCRIPT}", False),
        (f"<body><p>Page not found</p>{SCRIPT}", False),
        ("<body><div id=root></div>", False),
        (f"<title>Just a moment...</title><body><noscript>Enable JavaScript</noscript>{SCRIPT}", False),
        (f"<body><div id=app>Are you a robot?</div>{SCRIPT}", False),
        ("", False),
        ("no page at all", False),
    ],
    ids=["react", "next", "element", "noscript", "drawn", "error", "no script", "wall", "robot", "empty", "text"],
)
def test_a_shell_is_known_by_what_it_lacks(html: str, expected: bool) -> None:
    assert is_shell(html) is expected


def test_a_shell_says_so_as_a_page_and_as_a_section() -> None:
    html = f"<title>News</title><body><div id=root></div>{SCRIPT}"
    assert parse(html, "https://a.example/news/1").rejected_because == SHELL
    assert read_section(html, "https://a.example/").problem == SHELL
