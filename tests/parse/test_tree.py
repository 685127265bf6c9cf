"""What a server streams behind its page stands where readers see it."""

from __future__ import annotations

from scraper import parse
from scraper.parse.tree import MAX_LEVELS, read_tree

STREAMED = b"""<main><!--$?--><template id="B:0"></template><p>Loading</p><!--/$--><p>After</p></main>
<div hidden id="S:0"><p>One</p><template id="P:1"></template></div>
<div hidden id="S:1"><p>Two</p></div><script>$RS("S:1","P:1");$RC("B:0","S:0")</script>"""


def test_parts_stand_in_their_places_once() -> None:
    tree = read_tree(STREAMED)
    assert [node.text() for node in tree.css("main p:not([hidden])")] == ["One", "Two", "After"]
    assert [node.text() for node in tree.css("p[hidden]")] == ["Loading"]
    assert len(tree.css("p")) == 4


def test_a_part_without_a_place_stays_hidden() -> None:
    assert read_tree(b'<p>a</p><div hidden id="S:1"><p>b</p></div>').css_matches("div[hidden] p")


def test_parts_inside_each_other_and_in_what_they_replace() -> None:
    nested = (
        b'<!--$?--><template id="B:0"></template><p>x<template id="B:1"></template></p><!--/$-->'
        b'<div hidden id="S:0">a<div hidden id="S:1">b<template id="P:2"></template></div></div>'
        b'<div hidden id="S:2">c<template id="B:0"></template></div>'
    )
    assert "c" in (read_tree(nested).html or "")


def test_the_text_of_a_streamed_page() -> None:
    paragraph = "<p>The bridge over the river was opened on Monday, the ministry said, after years of work.</p>"
    part = f'<div hidden id="S:0">{paragraph * 4}</div>'
    page = f'<main><h1>The bridge</h1><template id="B:0"></template></main><footer>About us</footer>{part}'
    assert parse(page).text.count("opened on Monday") == 4


def test_a_chain_of_parts_makes_a_page_neither_much_longer_nor_as_deep_as_it_is_long() -> None:
    part = '<div hidden id="S:{}"><p>{}</p><template id="P:{}"></template></div>'
    html = '<template id="B:0"></template>' + "".join(part.format(at, "word " * 9, at + 1) for at in range(5000))
    tree = read_tree(html.encode())
    assert len(tree.html or "") < 4 * len(html)
    assert not tree.css_matches("div " * (MAX_LEVELS + 2) + "p")
