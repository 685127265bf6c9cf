"""Tables, line breaks and other shapes of a text."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.parse import parse
from scraper.parse.blocks import read_blocks
from scraper.parse.layout import laid_out

WORDS = "dass die Gespräche über den neuen Haushalt in dieser Woche weitergehen und noch nichts beschlossen sei"
BEFORE = "".join(f"<p>Die Ministerin sagte am {day}, {WORDS}.</p>" for day in ("Montag", "Dienstag", "Mittwoch"))
AFTER = "".join(f"<p>Der Abgeordnete sagte am {day}, {WORDS}.</p>" for day in ("Donnerstag", "Freitag", "Samstag"))
HEAD = "<tr><th>Partei</th><th>Stimmen</th></tr>"
ROWS = "<tr><td>Partei A</td><td>12.345</td></tr><tr><td>Partei B</td><td></td></tr>"


def text_of(inner: str) -> str:
    page = f"<html lang=de><body><article><h1>Der Haushalt</h1>{BEFORE}{inner}{AFTER}</article></body></html>"
    return parse(page, "https://a.org/x").text


def test_a_table_of_data_stands_in_rows_where_it_stood() -> None:
    paragraphs = text_of(f"<table>{HEAD}{ROWS}</table>").split("\n\n")
    assert paragraphs[3] == "Partei | Stimmen\nPartei A | 12.345\nPartei B"
    assert len(paragraphs) == 7


@pytest.mark.parametrize(
    "inner",
    [
        '<table><tr><td><a href="/1">Noch eine Meldung</a></td><td><a href="/2">Und eine dritte</a></td></tr></table>',
        f'<div class="related-articles"><table>{HEAD}{ROWS}</table></div>',
    ],
    ids=["menu", "box"],
)
def test_a_table_of_the_page_s_frame_is_no_text(inner: str) -> None:
    assert len(text_of(inner).split("\n\n")) == 6


def test_a_table_that_lays_out_the_page_leaves_its_paragraphs_alone() -> None:
    page = (
        f"<html lang=de><body><h1>Der Haushalt</h1><table><tr><td>{BEFORE}</td></tr><tr><td>{AFTER}</td></tr></table>"
    )
    assert len(parse(page, "https://a.org/x").text.split("\n\n")) == 6


def test_the_lines_of_a_cell_stand_on_one() -> None:
    table = f"<table>{HEAD}<tr><td><p>Partei</p><p>A</p></td><td>12<br>345</td></tr></table>"
    assert "Partei A | 12 345" in text_of(table)


def test_short_lines_stay_lines_of_one_paragraph() -> None:
    verse = "<p>Erste Zeile des Gedichts,<br>zweite Zeile des Gedichts,<br/>\ndritte, die etwas länger ist.</p>"
    lines = "Erste Zeile des Gedichts,\nzweite Zeile des Gedichts,\ndritte, die etwas länger ist."
    assert lines in text_of(verse).split("\n\n")


def test_paragraphs_that_a_page_parts_by_line_breaks_stay_paragraphs() -> None:
    one, two = f"Zuerst sagte sie, {WORDS}.", f"Danach sagte er, {WORDS}."
    assert f"{one}\n\n{two}" in text_of(f"<div>{one}<br>{two}</div>")
    assert "Kurz und gut, so war es.\n\nNoch kürzer war das." in text_of(
        "<p>Kurz und gut, so war es.<br><br>Noch kürzer war das.</p>"
    )


def test_lists_quotes_and_subheadings_keep_their_place() -> None:
    inner = (
        "<h2>Was beschlossen ist</h2><ul><li>Der erste Punkt steht hier.</li><li>Der zweite Punkt auch.</li></ul>"
        "<blockquote><p>Das ist ein Zitat von jemandem, der viel zu sagen hat.</p></blockquote>"
    )
    assert text_of(inner).split("\n\n")[3:7] == [
        "Was beschlossen ist",
        "Der erste Punkt steht hier.",
        "Der zweite Punkt auch.",
        "Das ist ein Zitat von jemandem, der viel zu sagen hat.",
    ]


def laid(items: list[str], chosen: int) -> list[str]:
    """The texts of a list of which the model has chosen the first few items."""
    page = read_blocks(LexborHTMLParser("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"))
    return [block.text for block in laid_out(page, page.blocks[:chosen])]


def test_a_list_of_which_most_is_text_has_no_holes() -> None:
    assert laid(["Leicht", "Leise", "16 GB"], 2) == ["Leicht", "Leise", "16 GB"]


@pytest.mark.parametrize(
    "last", ["<a href='/b'>Noch eine Meldung</a>", "Subscribe to our newsletter"], ids=["link", "promotion"]
)
def test_what_is_no_item_of_a_list_is_left_out_of_it(last: str) -> None:
    assert laid(["Leicht", "Leise", last], 2) == ["Leicht", "Leise"]
    assert laid(["Leicht", "Leise", "16 GB"], 1) == ["Leicht"]
