"""What leads to the articles: robots.txt, feeds, sitemaps, sections, home pages."""

from __future__ import annotations

import gzip
import json
import re
from datetime import datetime

import feedparser
import httpx
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from scraper.fetch.rules import parse_robots
from scraper.sample import SampleSite, load_truth, sample_config

TRUTH = load_truth()
FIRST = {article.path: article for article in TRUTH.in_edition(1)}
FEEDS = {"de": "/feeds/de.rss", "ru": "/feeds/ru.atom", "en": "/feeds/en.rdf", "fr": "/feeds/fr.json"}
XML = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def path_of(url: str) -> str:
    return re.sub(r"^http://[^/]+", "", url)


def sitemap(client: httpx.Client, path: str) -> etree._Element:
    body = client.get(path).content
    return etree.fromstring(gzip.decompress(body) if path.endswith(".gz") else body)


def locations(client: httpx.Client, path: str) -> list[str]:
    return [path_of(element.text or "") for element in sitemap(client, path).iterfind(".//s:loc", XML)]


def linked(client: httpx.Client, path: str) -> list[str]:
    tree = LexborHTMLParser(client.get(path).text)
    return [path_of(node.attributes.get("href") or "") for node in tree.css("a[href]")]


def test_robots_txt_closes_what_is_forbidden_and_names_the_sitemap(client: httpx.Client) -> None:
    rules = parse_robots(client.get("/robots.txt").content)
    group = rules.group_for("dateline")
    assert group is not None
    assert group.crawl_delay_s is None
    assert [path_of(url) for url in rules.sitemaps] == ["/sitemap.xml"]
    assert all(rules.refuses(f"{client.base_url}{path}", "dateline") for path in TRUTH.forbidden)
    open_paths = [path for article in FIRST.values() for path in (article.path, *article.aliases)]
    assert not any(rules.refuses(str(client.base_url.join(path)), "dateline") for path in open_paths)


@pytest.mark.parametrize(
    ("language", "version"), [("de", "rss20"), ("ru", "atom10"), ("en", "rss10")], ids=["RSS", "Atom", "RDF"]
)
def test_xml_feeds_parse_and_list_the_newest(client: httpx.Client, language: str, version: str) -> None:
    answer = client.get(FEEDS[language])
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == version
    newest = [article for article in FIRST.values() if article.language == language][:10]
    assert [path_of(entry.link) for entry in feed.entries] == [
        f"{article.path}?utm_source=rss&utm_medium=feed" for article in newest
    ]
    assert [entry.title for entry in feed.entries] == [article.title for article in newest]
    assert [entry.summary for entry in feed.entries] == [article.lead for article in newest]
    stamps = [(entry.get("published_parsed") or entry.updated_parsed)[:6] for entry in feed.entries]
    assert stamps == [article.published_at.timetuple()[:6] for article in newest]


def test_the_rss_feed_has_guids_that_are_no_links_and_a_ttl(client: httpx.Client) -> None:
    feed = feedparser.parse(client.get(FEEDS["de"]).content)
    assert feed.feed.ttl == "15"
    assert all(not entry.guidislink for entry in feed.entries)
    assert len({entry.id for entry in feed.entries}) == 10
    assert all("content" not in entry for entry in feed.entries)


def test_the_json_feed_lists_the_newest(client: httpx.Client) -> None:
    answer = client.get(FEEDS["fr"])
    assert answer.headers["Content-Type"].startswith("application/feed+json")
    feed = json.loads(answer.text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    newest = [article for article in FIRST.values() if article.language == "fr"][:10]
    assert [item["title"] for item in feed["items"]] == [article.title for article in newest]
    assert [datetime.fromisoformat(item["date_published"]) for item in feed["items"]] == [
        article.published_at for article in newest
    ]


def test_the_sitemaps_list_every_article_but_one_and_some_that_are_gone(client: httpx.Client) -> None:
    assert locations(client, "/sitemap.xml") == ["/sitemaps/news.xml", "/sitemaps/archive.xml.gz"]
    news, archive = (locations(client, path) for path in ("/sitemaps/news.xml", "/sitemaps/archive.xml.gz"))
    articles = [path for path in (*news, *archive) if path in FIRST]
    assert len(articles) == len(set(articles)) == len(FIRST) - 1
    others = {path for path in archive if path not in FIRST}
    moved = {alias for article in FIRST.values() for alias in article.aliases if alias.endswith(".html")}
    assert others == moved | set(TRUTH.missing) | {TRUTH.forbidden[0]}
    assert all(client.get(path).status_code == 404 for path in TRUTH.missing)


def test_the_news_sitemap_tells_title_date_language_and_translations(client: httpx.Client) -> None:
    for element in sitemap(client, "/sitemaps/news.xml").iterfind("s:url", XML):
        article = FIRST[path_of(element.findtext("s:loc", "", XML))]
        assert element.findtext(".//n:title", "", XML) == article.title
        assert element.findtext(".//n:language", "", XML) == article.language
        stamp = element.findtext(".//n:publication_date", "", XML)
        assert datetime.fromisoformat(stamp) == article.published_at
        others = [path_of(link.get("href", "")) for link in element.iterfind("x:link", XML)]
        assert [path for path in others if path != article.path] == list(article.translations)


def test_one_article_is_known_to_a_section_page_of_the_configuration_only(client: httpx.Client) -> None:
    listed = {*locations(client, "/sitemaps/news.xml"), *locations(client, "/sitemaps/archive.xml.gz")}
    (unlisted,) = (article for path, article in FIRST.items() if path not in listed)
    assert not unlisted.aliases
    assert unlisted.path in linked(client, "/de/kultur/")
    assert "/de/kultur/" in sample_config("http://localhost")


def test_sections_turn_their_pages_six_articles_at_a_time(client: httpx.Client) -> None:
    first = LexborHTMLParser(client.get("/de/wirtschaft/").text)
    following = first.css_first('link[rel="next"]')
    assert following is not None
    assert len(first.css(".card")) == 6
    second = LexborHTMLParser(client.get(path_of(following.attributes["href"] or "")).text)
    assert second.css_first('link[rel="next"]') is None
    assert len(second.css(".card")) == 1


def test_every_forbidden_path_is_linked_and_would_answer(client: httpx.Client) -> None:
    seen = {*linked(client, "/de/wirtschaft/"), *locations(client, "/sitemaps/archive.xml.gz")}
    assert set(TRUTH.forbidden) <= seen
    assert all(client.get(path).status_code == 200 for path in TRUTH.forbidden)


def test_every_alias_is_listed_somewhere(client: httpx.Client) -> None:
    seen = {*locations(client, "/sitemaps/archive.xml.gz")}
    for language in FEEDS:
        seen |= set(re.findall(r"http://[^/]+(/[^\"<]+)", client.get(FEEDS[language]).text.replace("&amp;", "&")))
    for section in ("/de/wirtschaft/", "/ru/ekonomika/", "/en/economy/", "/fr/economie/"):
        seen |= set(linked(client, section))
    aliases = {alias for article in FIRST.values() for alias in article.aliases}
    assert aliases <= seen
    assert any("#" in path for path in seen)


def test_pages_that_are_no_articles_answer_and_are_linked(client: httpx.Client) -> None:
    seen = {"/", *linked(client, "/")}
    for language in FEEDS:
        seen |= set(linked(client, f"/{language}/"))
    assert set(TRUTH.no_article) <= seen
    assert all(client.get(path).status_code == 200 for path in TRUTH.no_article)


def test_the_second_edition_shows_in_feeds_and_sitemaps(site: SampleSite, client: httpx.Client) -> None:
    (new,) = (article for article in TRUTH.articles if article.editions == (2,))
    (revised,) = (article for article in TRUTH.articles if article.revised)
    index = [element.text for element in sitemap(client, "/sitemap.xml").iterfind(".//s:lastmod", XML)]
    assert new.path not in locations(client, "/sitemaps/news.xml")
    site.edition = 2
    later = [element.text for element in sitemap(client, "/sitemap.xml").iterfind(".//s:lastmod", XML)]
    assert later[0] != index[0]
    assert later[1] == index[1]
    assert new.path in locations(client, "/sitemaps/news.xml")
    assert new.path in client.get(FEEDS[new.language]).text
    entry = next(
        entry
        for entry in feedparser.parse(client.get(FEEDS[revised.language]).content).entries
        if revised.path in entry.link
    )
    assert revised.revised_at is not None
    assert entry.updated_parsed[:6] == revised.revised_at.timetuple()[:6]
