"""What visited pages teach of a site's addresses, and what a page of links makes of it."""

from __future__ import annotations

import pytest

from scraper.discover import Shapes, learn_shapes, read_section
from scraper.discover.shapes import shape_of

URL = "https://news.example/"


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("news/ferry", "/[^/]+/[^/]+$"),
        ("2026/03/the-ferry/", r"/\d{4}/\d+/[^/]+-[^/]+/$"),
        ("a-b-12345.html", r"/[^/]*\d[^/]*\.html$"),
        ("?p=101", r"/\?p=\d+$"),
    ],
)
def test_an_address_s_shape(path: str, shape: str) -> None:
    assert shape_of(URL + path) == shape


def learned(articles: int, others: int, folder: str = "word") -> Shapes:
    return learn_shapes(
        (f"{URL}{folder}/piece{'x' * number}" for number in range(articles)),
        (f"{URL}{folder}/thing{'x' * number}" for number in range(others)),
    )


@pytest.mark.parametrize(
    ("articles", "others", "said"),
    [(5, 0, True), (4, 0, None), (0, 5, False), (0, 4, None), (18, 2, True), (17, 3, None), (1, 30, None)],
)
def test_a_shape_says_something_once_enough_of_it_were_visited_and_were_alike(
    articles: int, others: int, said: bool | None
) -> None:
    assert learned(articles, others).is_article(f"{URL}word/another") is said


def test_folders_are_told_apart() -> None:
    shapes = learn_shapes(
        (f"{URL}story/n{'x' * n}" for n in range(6)),
        (f"{URL}shop/n{'x' * n}" for n in range(6)),
    )
    assert [shapes.is_article(f"{URL}{folder}/abc") for folder in ("story", "shop", "about")] == [True, False, None]


def test_links_of_a_known_shape_need_no_headline_and_those_of_no_article_are_left() -> None:
    links = "".join(f"<p><a href='/offers/offer-of-the-day-{n}-for-all'>Buy this very fine thing</a>" for n in range(4))
    html = f"<main><a href='/story/fire'>Fire</a>{links}</main>"
    before = {entry.url for entry in read_section(html, URL).entries}
    shapes = learn_shapes(
        (f"{URL}story/n{'x' * n}" for n in range(6)),
        (f"{URL}offers/offer-{'x' * n}-day" for n in range(6)),
    )
    after = {entry.url for entry in read_section(html, URL, shapes=shapes).entries}
    assert f"{URL}story/fire" not in before
    assert any("/offers/" in url for url in before)
    assert after == {f"{URL}story/fire"}
