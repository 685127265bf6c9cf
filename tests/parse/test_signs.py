"""A page in numbers: what is counted, and where it stands in the row."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.parse.blocks import read_blocks
from scraper.parse.document import read_document
from scraper.parse.signs import SIGNS, measure_page
from scraper.parse.wording import measure_wording


def signs(html: str, text: str = "", url: str = "https://e.org/") -> dict[str, float]:
    tree = LexborHTMLParser(html)
    document = read_document(tree, url)
    row = measure_page(document, read_blocks(tree), text, None, is_dated=False, is_told=False)
    return dict(zip(SIGNS, [*row, *measure_wording(text)], strict=True))


def test_a_row_has_every_sign_also_of_an_empty_page() -> None:
    assert signs("")["letters"] == 0


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        ('<div class="product-price"><p>x</p></div>', "shop_places"),
        ('<div class="post-body"><p>x</p></div>', "forum_places"),
        ('<div class="theme-doc markdown"><p>x</p></div>', "manual_places"),
        ("<article><p>x</p></article>", "story_places"),
    ],
)
def test_places_speak_by_their_tags_and_classes(html: str, sign: str) -> None:
    found = signs(html)
    others = {"shop_places", "forum_places", "manual_places", "story_places"} - {sign}
    assert found[sign] > 0
    assert not any(found[other] for other in others)


def test_places_of_one_make_count_once() -> None:
    one = '<div class="cart"><p>x</p></div>'
    assert signs(one * 5)["shop_places"] == signs(one)["shop_places"] == 1


@pytest.mark.parametrize(
    ("text", "sign", "expected"),
    [
        ("One. Two! Three?", "sentences", 3 * 1000 / 16),
        ("Really? Yes", "questions", 1000 / 11),
        ("$5 or 7 €", "prices", 2 * 1000 / 9),
        ("2026", "digits", 1.0),
        ("We and you", "own_words", 2 * 1000 / 10),
        ("abc\n\nabcde", "longest", 5),
    ],
)
def test_the_text_is_counted(text: str, sign: str, expected: float) -> None:
    assert signs("<p>x</p>", text)[sign] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("path", "sign", "expected"),
    [
        ("forum/viewtopic?t=1", "address", 1),
        ("shop/item", "address", 2),
        ("2026/03/21/a-b-c", "hyphens", 2),
        ("2026/03/21/a-b-c", "address_dated", 1),
        ("de/", "is_front", 1),
        ("a/b/12345", "address_digits", 5),
    ],
)
def test_the_address_is_read(path: str, sign: str, expected: float) -> None:
    assert signs("<p>x</p>", url=f"https://e.org/{path}")[sign] == expected


def test_the_page_s_own_word_is_heard() -> None:
    told = '<script type="application/ld+json">{"@type": "Product"}</script><meta property="og:type" content="article">'
    found = signs(told)
    assert (found["told_type"], found["told_og"]) == (3, 1)
