"""What a tag says of itself: its name, its class, the words of its attributes."""

from __future__ import annotations

import pytest

from scraper.parse import tags
from scraper.parse.classes import BODY, COMMENT, UNSEEN
from scraper.parse.tags import CLOSE, HIDDEN_SPAN, OPEN, SPAN, element, hides, kind_of, span


def test_an_element_is_called_by_tag_and_class_and_named_by_its_attributes() -> None:
    plain, comment, hidden = element("p"), element("div", "user comments"), element("div", is_unseen=True)
    assert (plain.signature, plain.names) == ("p.", 0)
    assert (comment.signature, comment.names & COMMENT) == ("div.user comments", COMMENT)
    assert hidden.names & UNSEEN
    assert element("div", is_body=True).names & BODY
    assert element("canvas").names & UNSEEN


def test_a_span_is_seen_or_not() -> None:
    assert span("", "", "", False) is SPAN
    assert span("sr-only", "", "", False) is HIDDEN_SPAN
    assert span("", "", "", True) is HIDDEN_SPAN


@pytest.mark.parametrize(
    ("style", "expected"),
    [("display:none", True), ("color: red;VISIBILITY : hidden", True), ("display: block", False), ("", False)],
)
def test_a_style_hides(style: str, expected: bool) -> None:
    assert hides(style) is expected


def test_elements_of_a_name_have_much_in_common() -> None:
    paragraph, link, line, script = map(kind_of, ("p", "a", "br", "script"))
    assert (paragraph.opening.act, paragraph.closing.act, paragraph.has_attributes) == (OPEN, CLOSE, True)
    assert (link.is_closed, link.has_attributes, line.is_closed) == (True, False, False)
    assert (script.is_stripped, paragraph.is_stripped) == (True, False)


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "MAX_REMEMBERED", 50)
    for number in range(500):
        kind_of(f"tag-{number}")
    assert len(tags.kinds) <= 50
