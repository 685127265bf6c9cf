"""Titles, authors, charsets, JSON-LD, kinds: the fields around the text."""

from __future__ import annotations

import json

import pytest

from scraper.parse import Hints, Rules, parse
from scraper.parse.charset import decode
from scraper.parse.jsonld import article_node, read_jsonld

SENTENCE = "Ein ganzer Satz, der lang genug ist, um zu zählen, steht hier. "
TEXT = f"<p>{SENTENCE * 2}</p>" * 4
URL = "https://example.org/politik/12345-ein-titel"


@pytest.mark.parametrize(
    ("body", "header", "text"),
    [
        ("Grüße".encode(), None, "Grüße"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße „hier“".encode("cp1252"), "iso-8859-1", "Grüße „hier“"),
        ("Привет".encode("cp1251"), "windows-1251", "Привет"),
        ('<meta charset="windows-1251">Привет'.encode("cp1251"), None, '<meta charset="windows-1251">Привет'),
        ('<meta charset="koi8-r">Привет'.encode("koi8-r"), None, '<meta charset="koi8-r">Привет'),
        (("Заседание в Москве. " * 9).encode("cp1251"), None, "Заседание в Москве. " * 9),
        ("\ufeffGrüße".encode(), "windows-1251", "Grüße"),
        ("Grüße".encode("utf-16"), None, "Grüße"),
        ("日本語の記事".encode("shift_jis"), "Shift_JIS", "日本語の記事"),
        ("中文文章".encode("gbk"), "gb2312", "中文文章"),
        (b"plain", "nonsense-8", "plain"),
    ],
)
def test_charsets(body: bytes, header: str | None, text: str) -> None:
    assert decode(body, header) == text


def test_utf8_with_a_broken_byte_stays_utf8() -> None:
    body = b'<meta charset="utf-8">' + "Grüße ".encode() * 200 + b"\xff" + "Grüße".encode()
    assert decode(body).endswith("Grüße")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "x"}',
        '[{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "x"}]',
        '{"@graph": [{"@type": "WebPage"}, {"@type": ["Article", "NewsArticle"], "headline": "x"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "x"}}',
        '<!-- {"@type": "NewsArticle", "headline": "x"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "x"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "x", }',
        '{"@type": "NewsArticle", "headline": "x", "articleBody": "two\nlines"}',
        '{"@type": "https://schema.org/NewsArticle", "headline": "x"',
    ],
)
def test_jsonld_in_its_many_shapes(script: str) -> None:
    node = article_node(read_jsonld([script]))
    assert node is not None
    assert node["headline"] == "x"


def test_the_fields_of_a_full_page() -> None:
    page = f"""<html lang="de-DE"><head><title>Ein Titel - Beispiel</title>
    <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ein Titel",
    "datePublished": "2026-02-10T09:30:00Z",
    "dateModified": "2026-02-10T10:00:00Z", "author": [{{"@type": "Person", "name": "Anna Müller"}}, {{"name": "dpa"}}],
    "publisher": {{"name": "Beispiel"}}, "articleSection": "Politik", "keywords": "Kreml, Kasachstan",
    "isAccessibleForFree": "False", "image": {{"url": "/bild.jpg"}}}}</script>
    <link rel="canonical" href="/politik/12345-ein-titel"><link rel="alternate" hreflang="ru" href="/ru/12345">
    <meta name="description" content="Der Vorspann."></head>
    <body><h1>Ein Titel</h1>{TEXT}</body></html>"""
    article = parse(page, URL + "?utm_source=x")
    assert article.title == "Ein Titel"
    assert article.lead == "Der Vorspann."
    assert article.authors == ("Anna Müller",)
    assert (article.publisher, article.section, article.keywords) == ("Beispiel", "Politik", ("Kreml", "Kasachstan"))
    assert article.agencies == ("dpa",)
    assert json.loads(article.jsonld or "")["articleSection"] == "Politik"
    assert article.is_free is False
    assert article.image_url == "https://example.org/bild.jpg"
    assert article.canonical_url == URL
    assert article.alternates == (("ru", "https://example.org/ru/12345"),)
    assert (article.language, article.kind) == ("de", "article")
    assert article.modified_at is not None
    assert article.word_count == len(article.text.replace(",", "").split())


def test_what_is_not_the_text_stays_out() -> None:
    page = f"""<nav>Menü und mehr</nav><h1>Ein Titel</h1><p class="byline">Von Anna Müller</p>
    <figure><img src=x><figcaption>Eine Bildunterschrift, die etwas länger ist, steht hier.</figcaption></figure>
    <div class="article-body"><p>{SENTENCE}</p><h2>Zwischentitel</h2><ul><li>Ein Punkt der Liste, mit Komma</li></ul>
    <blockquote>Ein Zitat von jemandem, der etwas sagt.</blockquote><p>{SENTENCE}</p>
    <div class="newsletter">Melden Sie sich an, dann schreiben wir Ihnen jeden Tag, ohne Unterlass.</div>
    <p>{SENTENCE}</p></div><div class="comments"><p>{"Ein Kommentar, der nicht zum Text gehört. " * 3}</p></div>
    <aside><p>{"Noch eine Meldung, die hier nicht hingehört. " * 3}</p></aside>"""
    text = parse(page, URL).text
    assert text.split("\n\n") == [
        SENTENCE.strip(),
        "Zwischentitel",
        "Ein Punkt der Liste, mit Komma",
        "Ein Zitat von jemandem, der etwas sagt.",
        SENTENCE.strip(),
        SENTENCE.strip(),
    ]


def test_rules_of_the_site_win() -> None:
    page = f"""<h1>Falsch</h1><h2 class="head">Richtig</h2><i class="who">Von Anna Müller</i>
    <b class="when">2026-02-10</b>
    <div class="a">{TEXT}</div><div class="b"><p>Nur das hier.</p><p class="ad">Und das nicht.</p></div>"""
    rules = Rules(title=".head", text=".b", authors=".who", published=".when", remove=(".ad",))
    article = parse(page, URL, rules=rules)
    assert (article.title, article.text, article.authors) == ("Richtig", "Nur das hier.", ("Anna Müller",))
    assert article.published_from == "rule"


def test_jsonld_serves_where_the_page_has_no_text() -> None:
    page = f"""<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ein Titel",
    "articleBody": "{SENTENCE * 6}", "datePublished": "2026-02-10"}}</script><div id="app"></div>"""
    article = parse(page, URL)
    assert (article.kind, article.text) == ("article", (SENTENCE * 6).strip())


@pytest.mark.parametrize(
    ("url", "page", "reason"),
    [
        ("https://example.org/", TEXT, "front page"),
        ("https://example.org/tag/kreml", TEXT, "tag"),
        ("https://example.org/login", f"<title>Login</title>{TEXT}", "Login"),
        (URL, "<title>Page not found</title><p>Sorry, there is nothing here.</p>", "title says"),
        (URL, "<p>Zu kurz.</p>", "there is no text"),
        (URL, '<script type="application/ld+json">{"@type": "Product"}</script>' + TEXT, "product"),
    ],
)
def test_pages_that_are_no_articles(url: str, page: str, reason: str) -> None:
    article = parse(page, url)
    assert article.kind == "page"
    assert reason in (article.rejected_because or "")


def test_what_a_feed_lists_is_an_article_however_short() -> None:
    page = "<title>Eilmeldung</title><h1>Eilmeldung</h1><p>Die Verhandlungen sind am Abend gescheitert.</p>"
    assert parse(page, URL).kind == "page"
    told = parse(page, URL, hints=Hints(title="Eilmeldung", published_from="feed"))
    assert (told.kind, told.text) == ("article", "Die Verhandlungen sind am Abend gescheitert.")


def test_a_page_that_is_no_article_gives_its_links() -> None:
    article = parse('<a href="/a">a</a><a href="/a">b</a><a href="mailto:x@y.z">c</a>', "https://example.org/")
    assert article.links == ("https://example.org/a",)


def test_every_field_tells_where_it_came_from() -> None:
    told = {
        "@type": "NewsArticle",
        "headline": "Ein Titel",
        "datePublished": "2022-02-10T09:30:00Z",
        "author": "Anna Roth",
    }
    head = f'<script type="application/ld+json">{json.dumps(told)}</script><meta property="og:image" content="/a.jpg">'
    head += '<link rel="canonical" href="/x"><meta name="description" content="Worum es geht.">'
    head += '<meta name="keywords" content="a">'
    body = f"<h1>Ein Titel</h1><p class=ressort>Politik</p>{TEXT}"
    article = parse(head + body, "https://a.org/x", rules=Rules(section=".ressort"))
    assert article.as_dict()["provenance"] == {
        "title": "h1", "authors": "jsonld", "published_at": "jsonld", "section": "rule", "keywords": "meta",
        "image_url": "meta", "canonical_url": "link", "lead": "meta", "text": "page",
    }  # fmt: skip
    byline = parse(f"<title>Ein Titel</title><p class=author>Von Anna Roth</p>{body}", "https://a.org/x")
    assert dict(byline.provenance)["authors"] == "byline"
    feed = parse("<p>Kurz.</p>", "https://a.org/x", hints=Hints(title="Ein Titel", published_from="feed"))
    assert dict(feed.provenance)["title"] == "feed"


@pytest.mark.parametrize(
    ("told", "section"),
    [("Politik", "Politik"), (["Politik", "Inland"], "Politik"), ("https://a.org/blog/x/", None), ("/blog/x", None)],
)
def test_a_section_is_a_name_and_no_address(told: str | list[str], section: str | None) -> None:
    node = json.dumps({"@type": "NewsArticle", "headline": "Ein Titel", "articleSection": told})
    page = f'<script type="application/ld+json">{node}</script><h1>Ein Titel</h1>{TEXT}'
    assert parse(page, URL).section == section
