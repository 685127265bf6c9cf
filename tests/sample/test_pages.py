"""The pages say what the truth says, each in its own odd way."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.sample import SampleSite, TrueArticle, load_truth
from scraper.sample.language import SIGNATURE

TRUTH = load_truth()
FIRST = TRUTH.in_edition(1)


def body_of(page: bytes, encoding: str = "utf-8") -> str:
    """The paragraphs of the body, boxes left out."""
    tree = LexborHTMLParser(page.decode(encoding))
    paragraphs = tree.css("div.story-body > p") or tree.css("body > p:not(.byline)")
    return "\n\n".join(paragraph.text() for paragraph in paragraphs)


def printed(article: TrueArticle, text: str | None = None) -> str:
    return f"{article.dateline} (meridian.example), - {text or article.text}\n\n{SIGNATURE}"


def canonical(page: str) -> str:
    match = re.search(r'<link rel="canonical" href="http://[^/]+([^"]+)">', page)
    assert match
    return match[1]


def test_every_article_answers_with_its_title_and_its_text_in_its_encoding(client: httpx.Client) -> None:
    for article in FIRST:
        answer = client.get(article.path)
        assert answer.status_code == 200, article.path
        assert body_of(answer.content, article.encoding) == printed(article), article.path
        heading = LexborHTMLParser(answer.content.decode(article.encoding)).css_first("h1")
        assert heading is not None
        assert heading.text() == article.title
        assert canonical(answer.content.decode(article.encoding)) == article.path


def test_one_page_is_in_windows_1251_and_only_its_meta_element_says_so(client: httpx.Client) -> None:
    (article,) = (article for article in FIRST if article.encoding == "windows-1251")
    answer = client.get(article.path)
    assert answer.headers["Content-Type"] == "text/html"
    assert b'<meta charset="windows-1251">' in answer.content
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")


def test_one_page_is_in_windows_1252_and_the_header_calls_it_latin_1(client: httpx.Client) -> None:
    (article,) = (article for article in FIRST if article.encoding == "windows-1252")
    answer = client.get(article.path)
    assert answer.headers["Content-Type"] == "text/html; charset=ISO-8859-1"
    assert b"<meta charset" not in answer.content
    assert "„".encode("windows-1252") in answer.content


def test_every_alias_leads_to_the_same_text_and_names_the_canonical_address(client: httpx.Client) -> None:
    assert sum(len(article.aliases) for article in FIRST) > 40
    for article in FIRST:
        for alias in article.aliases:
            answer = client.get(alias, follow_redirects=True)
            encoding = article.encoding if re.search(r"utm_|/$|\.html$", alias) else "utf-8"
            assert body_of(answer.content, encoding) == printed(article), alias
            assert canonical(answer.content.decode(encoding)) == article.path


@pytest.mark.parametrize("form", ["amp", "print=1", "/", "utm_source", ".html"])
def test_every_kind_of_alias_is_there(form: str) -> None:
    aliases = [alias for article in FIRST for alias in article.aliases]
    assert any(
        alias.startswith("/amp/") or alias.endswith("/amp") if form == "amp" else form in alias for alias in aliases
    )


def test_an_article_with_json_ld_tells_its_dates_and_authors_there(client: httpx.Client) -> None:
    article = next(a for a in FIRST if a.language == "fr" and a.authors and a.path.endswith("prennent-le-train"))
    tree = LexborHTMLParser(client.get(article.path).text)
    script = tree.css_first('script[type="application/ld+json"]')
    assert script is not None
    said = json.loads(script.text())
    assert said["@type"] == "NewsArticle"
    assert said["headline"] == article.title
    assert said["datePublished"] == "2026-03-19T15:55:58+05:00"
    assert [author["name"] for author in said["author"]] == list(article.authors)


def test_one_page_has_broken_json_ld_and_a_time_element(client: httpx.Client) -> None:
    broken = []
    for article in FIRST:
        tree = LexborHTMLParser(client.get(article.path).content.decode(article.encoding))
        script = tree.css_first('script[type="application/ld+json"]')
        try:
            json.loads(script.text() if script else "{}")
        except ValueError:
            broken.append(article)
            assert tree.css_first("time[datetime]") is not None
    assert len(broken) == 1


def test_pages_that_tell_only_the_day_have_it_in_text_and_address(client: httpx.Client) -> None:
    plain = [article for article in FIRST if article.published_precision == "day"]
    assert len({article.language for article in plain}) == 4
    for article in plain:
        page = client.get(article.path).text
        assert f"{article.published_at:/%Y/%m/%d/}" in article.path
        assert "datetime=" not in page
        assert "article:published_time" not in page
        assert "ld+json" not in page


def test_translations_name_each_other(client: httpx.Client) -> None:
    for article in FIRST:
        page = client.get(article.path).content.decode(article.encoding)
        named = re.findall(r'hreflang="\w\w" href="http://[^/]+(/\w\w/[^"]{3,})"', page)
        assert [path for path in named if path != article.path] == list(article.translations)


def test_lead_images_are_pictures(client: httpx.Client) -> None:
    for path in {article.image for article in FIRST}:
        answer = client.get(path)
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
        assert answer.content.endswith(b"IEND\xaeB`\x82")


def test_between_the_editions_only_what_must_change_does(site: SampleSite, client: httpx.Client) -> None:
    texts: dict[int, dict[str, str]] = {1: {}, 2: {}}
    pages: dict[int, dict[str, bytes]] = {1: {}, 2: {}}
    for edition in (1, 2):
        site.edition = edition
        for article in TRUTH.articles:
            answer = client.get(article.path)
            if answer.status_code == 200:
                pages[edition][article.path] = answer.content
                texts[edition][article.path] = body_of(answer.content, article.encoding)
    assert [a.path for a in TRUTH.articles if a.path in pages[1]] == [a.path for a in FIRST]
    assert [a.path for a in TRUTH.articles if a.path in pages[2]] == [a.path for a in TRUTH.in_edition(2)]
    changed_pages = {path for path in pages[1] if pages[1][path] != pages[2][path]}
    changed_texts = {path for path in texts[1] if texts[1][path] != texts[2][path]}
    revised = {article.path: article for article in TRUTH.articles if article.revised}
    assert changed_texts == set(revised)
    assert len(changed_pages) == 2  # the other one has another visit counter
    for path, article in revised.items():
        assert texts[2][path] == printed(article, article.revised)


def test_the_corrected_page_tells_when_it_was_modified(site: SampleSite, client: httpx.Client) -> None:
    (article,) = (article for article in TRUTH.articles if article.revised)
    before = client.get(article.path)
    site.edition = 2
    after = client.get(article.path, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]
    assert "article:modified_time" not in before.text
    assert 'property="article:modified_time" content="2026-03-21T21:10:05-04:00"' in after.text
