"""Pages are cut to what a parser can bear, and ordinary ones aren't touched."""

from __future__ import annotations

import pytest

from scraper.parse.bounds import MAX_DEPTH, MAX_LENGTH, MAX_TAGS, bounded

TEXT = b"It is only here, at the bottom of everything, that there is something to read."


def test_an_ordinary_page_is_not_touched() -> None:
    page = b"<div><p>One<p>Two<br></div>" * 3_000
    assert bounded(page) == page


@pytest.mark.parametrize(
    ("opened", "closed"), [(b"<div>", b"</div>"), (b"<div>", b""), (b"<b>", b""), (b"<ul><li>", b"")], ids=str
)
def test_what_is_nested_without_end_becomes_shallow_and_keeps_its_text(opened: bytes, closed: bytes) -> None:
    page = bounded(opened * 100_000 + TEXT + closed * 100_000 + b"<p>after</p>")
    assert page.count(opened[:4]) <= MAX_DEPTH
    assert TEXT in page
    assert page.endswith(b"after</p>")


def test_length_and_number_of_tags_have_an_end() -> None:
    assert len(bounded(b"x" * (MAX_LENGTH + 10))) == MAX_LENGTH
    assert bounded(b"<i>x</i>" * MAX_TAGS).count(b"<") == MAX_TAGS


def test_a_tag_of_endless_attributes_stands_bare_and_a_long_value_stays() -> None:
    endless = b"<p " + b" ".join(b"a%d=1" % number for number in range(100_000)) + b">text"
    assert bounded(endless) == b"<p>text"
    assert bounded(b"<div>" + endless + endless + b"<b>x") == b"<div><p>text<p>text<b>x"
    picture = b'<img alt="x" src="data:image/png;base64,%s=="><p>text' % (b"A" * 100_000)
    assert bounded(picture) == picture
