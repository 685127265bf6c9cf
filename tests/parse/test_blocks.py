"""Markup to blocks: what parts them, what they are called, what is left out."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.parse.blocks import MOST_WAITING, read_blocks
from scraper.parse.classes import BODY, COMMENT, UNSEEN


def texts(html: str) -> list[tuple[str, str]]:
    return [(block.tag, block.text) for block in read_blocks(LexborHTMLParser(html)).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one <b>two</b> <a href=x>three</a></p><h2>four</h2>", [("p", "one two three"), ("h2", "four")]),
        ("<div>bare<p>one</p>tail</div>", [("div", "bare"), ("p", "one"), ("div", "tail")]),
        ("<ul><li>one<li><p>two</p></ul>", [("li", "one"), ("li", "two")]),
        ("<blockquote><p>said</p></blockquote>", [("blockquote", "said")]),
        ("<p>one<br>two<br><br>three</p>", [("p", "one"), ("p", "two"), ("p", "three")]),
        ("<p>a &lt;b&gt; &amp;amp; c&nbsp;d</p>", [("p", "a <b> &amp; c d")]),
        ("<p>x<script>if (a < b) { '<p>no</p>' }</script>y<style>p > a {}</style></p>", [("p", "xy")]),
        ("<p>x<!-- <p>no</p> -->y</p>", [("p", "xy")]),
        ('<p title="a > b" data-x="<i>no</i>">yes</p><p>and</p>', [("p", "yes"), ("p", "and")]),
        ('<a href="x" title="2 > 1">yes</a>', [("div", "yes")]),
        ('<p class="a"">one</p><p title="x">two</p><div>three</div>', [("p", "one"), ("p", "two"), ("div", "three")]),
        ('<x"y>one</x"y><p>two</p>', [("div", "one"), ("p", "two")]),
        ('<p title="a<b" ">one</p><p id="x"" data-y="<">two</p>', [("p", "one"), ("p", "two")]),
        ('<div class="a" <p="">yes</div><p>and</p>', [("div", "yes"), ("p", "and")]),
        ('<div <a="">yes</div><p>and</p><div <a="">then</div>', [("div", "yes"), ("p", "and"), ("div", "then")]),
        ("<nav><p>no</p></nav><p>yes</p><button>no</button>", [("p", "yes")]),
        ("<table><tr><td>1<td>2</table>", [("td", "1"), ("td", "2")]),
        ("<pre>\none \n  <b>two</b>\n \n\n\nthree\n</pre>", [("pre", "one\n  two\n\nthree")]),
        ("<pre> \n </pre>", []),
        ("<p>&nbsp;</p>", []),
        ("", []),
    ],
)
def test_the_page_falls_into_blocks(html: str, expected: list[tuple[str, str]]) -> None:
    assert texts(html) == expected


def test_links_and_bold_are_counted() -> None:
    (block,) = read_blocks(LexborHTMLParser("<p><a href=x>four</a> and <b>bold</b></p>")).blocks
    assert (block.links, block.strong, len(block.text)) == (4, 4, 13)


@pytest.mark.parametrize(
    ("html", "bit"),
    [
        ("<div class='user-comments'>x</div>", COMMENT),
        ("<div id=Comments>x</div>", COMMENT),
        ("<div class=articleBody>x</div>", BODY),
        ("<div class='post-content'>x</div>", BODY),
        ("<div itemprop=articleBody>x</div>", BODY),
        ("<div style='display: none'>x</div>", UNSEEN),
        ("<div hidden>x</div>", UNSEEN),
        ("<div aria-hidden=true>x</div>", UNSEEN),
    ],
)
def test_names_speak(html: str, bit: int) -> None:
    page = read_blocks(LexborHTMLParser(html))
    assert page.elements[page.blocks[0].element].names & bit


def test_parents_come_before_their_children() -> None:
    page = read_blocks(LexborHTMLParser("<div><section><p>x</p></section></div><div>y</div>"))
    assert all(element.parent < at for at, element in enumerate(page.elements))
    assert page.ancestors(page.blocks[0].element)[-1] == 0


@pytest.mark.parametrize(
    ("html", "holder"),
    [
        ("<div><img><p>caption</p></div><p>far</p>", "div"),
        ("<div><p><img>text</p></div><p>far</p>", "p"),
        ("<div><figure><div><img></div></figure><p>caption</p></div><p>far</p>", "div"),
        ("<div><figure><img></figure></div><section><p>far</p></section>", "body"),
        ("<div><figure><img></figure></div><div><figure><p>other</p></figure></div>", "body"),
        ("<div><p>caption<img>", "p"),
    ],
    ids=["beside", "within", "in a frame of its own", "no text around", "a like place behind", "never closed"],
)
def test_a_mark_belongs_to_the_innermost_place_with_text(html: str, holder: str) -> None:
    page = read_blocks(LexborHTMLParser(html))
    (at,) = page.marks["img"]
    assert page.elements[at].tag == holder


def test_marks_without_end_make_no_work_without_end() -> None:
    page = read_blocks(LexborHTMLParser("<div>" * 9 + "<img>" * (MOST_WAITING + 9) + "</div>" * 8 + "<p>x</p></div>"))
    assert len(page.marks["img"]) == MOST_WAITING


@pytest.mark.parametrize(
    "hidden",
    [
        '<span class="sr-only">no</span>',
        '<span style="display:none">no <span>no</span> <em>no</em></span>',
        '<span class="rollover-block"><span><a href="x">no</a></span><span hidden>no</span></span>',
        "<span hidden>no</span>",
        '<span class="visually-hidden" aria-hidden="true">no</span>',
    ],
)
def test_what_hides_within_a_line_is_no_text(hidden: str) -> None:
    assert texts(f"<p>one{hidden} <span>two</span></p><p>three</p>") == [("p", "one two"), ("p", "three")]


def test_a_large_initial_is_text() -> None:
    assert texts('<p><span aria-hidden="true">N</span>o, <i>he</i> said</p>') == [("p", "No, he said")]


def test_a_text_in_a_hidden_span_is_shown_by_a_script() -> None:
    line = "a line of the text " * 200
    assert len(texts(f'<p>one</p><span class="hidden"><p>{line}</p></span>')) == 2
