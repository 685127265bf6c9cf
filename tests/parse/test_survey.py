"""Places of a page: what they hold, and which holds the text."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from scraper.parse.blocks import read_blocks
from scraper.parse.row import FAR
from scraper.parse.survey import Place, survey

TEXT = "The bridge is open again, the mayor said on Monday, after three months of work on its pillars."
PAGE = f"""
<header><a href=a>News</a></header>
<main><div class=text><p>{TEXT}<p>{TEXT}</div><div class=comments><p>{TEXT}</div></main>
<aside><figure><img src=a><figcaption>The bridge</figcaption></figure></aside>
<div style="display:none"><p>{TEXT}</div>
"""


def places(html: str = PAGE) -> dict[str, Place]:
    """By tag and class."""
    return {place.element.signature: place for place in survey(read_blocks(LexborHTMLParser(html))).places}


def test_a_place_counts_all_that_lies_in_it() -> None:
    found = places()
    assert (found["main."].blocks, found["main."].letters) == (3, 3 * len(TEXT))
    assert found["body."].good == 4 * len(TEXT)
    assert found["header."].links == len("News")
    assert (found["aside."].images, found["body."].images) == (1, 1)


def test_the_best_place_holds_the_text_and_steps_lead_up_to_it() -> None:
    found = survey(read_blocks(LexborHTMLParser(PAGE)))
    assert found.best is not None
    assert found.best.element.signature == "div.text"
    hops = {place.element.signature: place.hops for place in found.places}
    assert (hops["div.text"], hops["div.comments"], hops["aside."]) == (0, 1, 2)


def test_a_name_covers_a_share_of_the_text() -> None:
    found = places()
    assert found["div.comments"].comment == 0.25
    assert found["div.text"].comment == 1.0


def test_what_is_hidden_is_unseen_unless_it_holds_most_of_the_text() -> None:
    assert places()["div."].is_unseen
    assert not places(f'<div style="display:none"><p>{TEXT}</div><p>Short')["div."].is_unseen


def test_the_nearest_picture_is_in_it_or_further_up() -> None:
    found = places()
    assert (found["figcaption."].near_image, found["figcaption."].image_hops) == (found["figure."].at, 1.0)
    assert (found["div.text"].near_image, found["div.text"].image_hops) == (found["body."].at, 2.0)
    assert (found["div.text"].near_time, found["div.text"].input_hops) == (-1, FAR)


def test_a_page_without_text_has_no_places() -> None:
    found = survey(read_blocks(LexborHTMLParser("<p><img src=a>")))
    assert (found.places, found.best, found.total) == ([], None, 0)


def test_what_drupal_calls_its_page_is_no_dialog() -> None:
    page = '<div class="{}"><p>' + TEXT + "</div><p>" + TEXT
    for name, is_unseen in (("dialog-off-canvas-main-canvas", False), ("login-dialog", True)):
        assert places(page.format(name))[f"div.{name}"].is_unseen is is_unseen
