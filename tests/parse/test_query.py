"""Looking for elements by their tags and claims."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.parse import nearby, query
from scraper.parse.query import Query

PAGE = """<!doctype html><html><head><title>A title</title><base><base href="/x"><meta name=a><meta content="b"></head>
<body><!-- a note --><h1 class="Big" itemprop="headline">Head <b>line</b></h1>
<div class="post-AUTHOR">By <a rel="author" href="/anna">Anna <i>Müller</i></a></div>
<template><h1>no</h1></template><my-tag class="author">x</my-tag><p id="author" class>text<br>more</p></body></html>"""

QUERIES = {
    "tags": Query({"h1": (), "title": ()}),
    "a tag with an attribute": Query({"base": [("href", ())], "meta": [("content", ())]}),
    "words in whatever case": Query({}, anywhere=[("class", ["author", "big"])]),
    "both, each once": Query({"h1": ()}, anywhere=[("itemprop", ["head"]), ("rel", ["author"])]),
    "an attribute without a value": Query({}, anywhere=[("class", ["xy"])]),
}


@pytest.mark.parametrize("wanted", QUERIES.values(), ids=QUERIES)
def test_what_is_found_is_what_a_selector_finds(wanted: Query, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = LexborHTMLParser(PAGE)
    found, values = wanted.find_with(tree, QUERIES["tags"], "class")
    monkeypatch.setattr(wanted, "_search", None)
    others, theirs = wanted.find_with(tree, QUERIES["tags"], "class")
    assert [node.mem_id for node in found] == [node.mem_id for node in others]
    assert values == theirs == "\0Big\0"


def test_each_is_found_once_in_the_page_s_order() -> None:
    both = Query({"h1": (), "my-tag": ()}, anywhere=[("class", ["author", "big"]), ("itemprop", ["headline"])])
    assert [node.tag for node in both.find(LexborHTMLParser(PAGE))] == ["h1", "div", "my-tag"]


@pytest.mark.skipif(not query.READS_TREES, reason="nothing is compiled here")
@pytest.mark.parametrize("words", [["ab"] * 17, ["ab", "a"], ["ab", ""]], ids=["too many", "a letter", "empty"])
def test_a_claim_of_too_much_or_nothing_is_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match="at most 16 words, none of one letter or none"):
        Query({}, anywhere=[("class", words)])


def test_a_page_of_nothing_has_none() -> None:
    assert list(QUERIES["tags"].find(LexborHTMLParser(""))) == []


@pytest.mark.skipif(not query.READS_TREES, reason="nothing is compiled here")
def test_an_element_is_as_selectolax_has_it() -> None:
    tree = LexborHTMLParser(PAGE)
    ours = list(Query(dict.fromkeys(["html", "head", "body", "h1", "div", "a", "p", "br", "base"], ())).find(tree))
    theirs = tree.css("html, head, body, h1, div, a, p, br, base")
    assert len(ours) == len(theirs) > 8
    for one, other in zip(ours, theirs, strict=True):
        assert (one.tag, one.mem_id, one.attributes) == (other.tag, other.mem_id, other.attributes)
        for name in ("class", "id", "href", "hidden", "none"):
            assert one.attrs.get(name) == other.attrs.get(name)
        assert (one.text(), one.text(separator="|")) == (other.text(), other.text(separator="|"))
        for around in ("parent", "child", "next", "prev"):
            there, here = getattr(other, around), getattr(one, around)
            assert (here and (here.tag, here.text_content)) == (there and (there.tag, there.text_content))
        inside, others = one.iter(include_text=True), other.iter(include_text=True)
        assert [node.mem_id for node in inside] == [node.mem_id for node in others]


@pytest.mark.skipif(not query.READS_TREES, reason="nothing is compiled here")
@pytest.mark.parametrize("most", [0, 3, 8, 100])
def test_runs_of_text_are_the_same_by_both_ways(most: int) -> None:
    html = "<body><h1>A <b>b</b></h1><!-- c --> <div>d<br>e<nav>no</nav> f</div><p> </p>g<i>h</i></body>"
    tree = LexborHTMLParser(html)
    start = tree.css_first("h1")
    assert start is not None
    told = [
        [(parts, holder.mem_id) for parts, holder in way(start, {"h1", "br", "div", "p"}, {"nav"}, most)]
        for way in (nearby.runs_from, nearby._runs_from)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("html", "expected"),
    [('<html class="by">x', False), ('<footer class="entry-footer"><b class="by">x</b></footer>', True)],
    ids=["the root", "in a footer"],
)
def test_what_is_around_is_asked_up_to_the_document(html: str, expected: bool) -> None:
    tree = LexborHTMLParser(html)
    theirs = tree.css_first(".by")
    assert theirs is not None
    assert nearby.is_foreign(theirs) is expected
    assert [nearby.is_foreign(node) for node in Query({}, anywhere=[("class", ["by"])]).find(tree)] == [expected]


def test_a_name_that_one_page_has_no_use_for_is_another_on_the_next() -> None:
    wanted = Query({}, anywhere=[("itemprop", ["author"])])
    for name in ("data-one", "itemprop", "data-two", "itemprop", "data-three"):
        tree = LexborHTMLParser(f'<p {name}="author">text</p><p {name}="author">more</p>')
        assert len(wanted.find(tree)) == (2 if name == "itemprop" else 0)


def test_a_link_in_a_drawing_hides_none_of_the_page() -> None:
    page = LexborHTMLParser('<svg><a xlink:href="#in">in</a></svg><a href="/out">out</a>')
    assert [node.attrs.get("href") for node in Query({"a": [("href", ())]}).find(page)][-1] == "/out"
