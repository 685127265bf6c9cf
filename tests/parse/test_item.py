"""Articles handed out as JSON are read as pages are."""

from __future__ import annotations

from scraper.parse import parse
from scraper.parse.item import item_page

ITEM = {
    "title": "Rom &amp; Paris: Zug f\u00e4hrt wieder",
    "lead": "<p>Die Strecke ist frei.</p>",
    "authors": ["Ana Sol"],
    "published": "2026-03-01T10:00:00+01:00",
    "language": "de",
    "section": "Welt",
    "translations": [["en", "https://news.example/en/7"]],
}
SENTENCE = "Die Strecke zwischen den beiden St\u00e4dten ist nach drei Wochen wieder frei, sagte ein Sprecher der Bahn."


def test_fields_and_a_fragment_make_an_article() -> None:
    fragment = f"<p>Europa (news.example), - {SENTENCE}</p><p>{SENTENCE} Mehr dazu sp\u00e4ter.</p>".encode()
    article = parse(item_page(ITEM, fragment), "https://news.example/de/7")
    assert article.title == "Rom & Paris: Zug f\u00e4hrt wieder"
    assert article.lead == "Die Strecke ist frei."
    assert article.text == f"{SENTENCE}\n\n{SENTENCE} Mehr dazu sp\u00e4ter."
    assert (article.dateline, article.section, article.authors) == ("Europa", "Welt", ("Ana Sol",))
    assert article.as_dict()["published_at"] == "2026-03-01T09:00:00Z"
    assert article.alternates == (("en", "https://news.example/en/7"),)
    assert article.kind == "article"


def test_the_text_may_stand_in_the_item_as_plain_lines() -> None:
    article = parse(item_page({**ITEM, "text": f"{SENTENCE}\n{SENTENCE} 1 < 2 & 3."}), "https://news.example/de/7")
    assert article.text == f"{SENTENCE}\n\n{SENTENCE} 1 < 2 & 3."


def test_the_second_answer_may_be_json_and_wins() -> None:
    body = f'{{"data": {{"html": "<p>{SENTENCE}</p>", "head": "Neuer Titel"}}}}'.encode()
    page = item_page(ITEM, body, {"text": "data.html", "title": "data.head", "lead": "data.none"})
    article = parse(page, "https://news.example/de/7")
    assert (article.title, article.text, article.lead) == ("Neuer Titel", SENTENCE, "Die Strecke ist frei.")


def test_hostile_fields_make_no_markup() -> None:
    item = {"title": "</script><script>alert(1)</script>", "language": '"><b', "text": "x", "published": "</script>"}
    page = item_page(item, b"not json", {"text": "a"})
    assert "<script>alert" not in page
    parse(page, "https://news.example/de/7")
