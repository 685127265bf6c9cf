"""What a tag says of itself: its name, its class, the words of its attributes."""

from __future__ import annotations

import pytest

from scraper.parse import tags
from scraper.parse.classes import COMMENT, UNSEEN
from scraper.parse.tags import tag_of


def test_an_element_is_called_by_tag_and_class_and_named_by_its_attributes() -> None:
    plain, comment, hidden = map(tag_of, ("p", 'div class="user comments"', 'div style="display: none"'))
    assert (plain.signature, plain.names) == ("p.", 0)
    assert (comment.signature, comment.names & COMMENT) == ("div.user comments", COMMENT)
    assert hidden.names & UNSEEN


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "MAX_REMEMBERED", 50)
    for number in range(500):
        tag_of(f'div id="n{number}"')
    assert len(tags.tags) <= 50
