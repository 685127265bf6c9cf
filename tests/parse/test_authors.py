"""Bylines as sites print them, and whom of several witnesses to believe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse import parse
from scraper.parse.names import read_names

SITES = frozenset({"beispiel", "beispielexample"})


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Anna Miller", "Anna Miller"),
        ("Von Anna Müller und Hans Groß", "Anna Müller|Hans Groß"),
        ("Ein Beitrag von Anna Müller", "Anna Müller"),
        ("Text: Anna Müller, Fotos: Hans Groß", "Anna Müller|Hans Groß"),
        ("Автор: Иван Петров", "Иван Петров"),
        ("Иван Петров, корреспондент", "Иван Петров"),
        ("Par Jeanne Dupont", "Jeanne Dupont"),
        ("Propos recueillis par Jeanne Dupont", "Jeanne Dupont"),
        ("Por María García y José Pérez", "María García|José Pérez"),
        ("di Mario Rossi", "Mario Rossi"),
        ("Door Jan de Vries en Piet van Dijk", "Jan de Vries|Piet van Dijk"),
        ("Yazan: Ayşe Yılmaz", "Ayşe Yılmaz"),
        ("Oleh Budi Santoso", "Budi Santoso"),
        ("记者 张三", "张三"),
        ("(责编：李四、王五)", ""),
        ("责编：李四、王五", "李四|王五"),
        ("記者李四／台北報導", "李四|台北"),
        ("文／張三", "張三"),
        ("山田 太郎", "山田 太郎"),
        ("홍길동 기자", "홍길동"),
        ("بقلم: أحمد علي", "أحمد علي"),
        ("लेखक: राम कुमार", "राम कुमार"),
        ("Anna Miller, Political Correspondent", "Anna Miller"),
        ("Political Correspondent Anna Miller", "Anna Miller"),
        ("Anna Miller Head Gardener and Editor", ""),
        ("Anna Miller, Home and Garden Editor", "Anna Miller"),
        ("ANNA MILLER, AP Sports Writer", "ANNA MILLER|AP"),
        ("» Anna Miller", "Anna Miller"),
        ("Related Topics", ""),
        ("Anna Miller, MD, PhD", "Anna Miller"),
        ("Dr. Anna Miller", "Dr. Anna Miller"),
        ("Anna Miller (Berlin)", "Anna Miller"),
        ("Anna Miller on August 3, 2019", "Anna Miller"),
        ("Posted on September 21, 2020 by Anna Miller", "Anna Miller"),
        ("By Anna Miller | 12/10/2020", "Anna Miller"),
        ("Anna Miller @annam", "Anna Miller"),
        ("Anna Miller, Updated 5 May 2021", "Anna Miller"),
        ("https://facebook.com/anna", ""),
        ("anna@beispiel.example", ""),
        ("admin", ""),
        ("Uncategorized", ""),
        ("5 min read", ""),
        ("December 14", ""),
        ("Read more from Anna Miller", ""),
        ("this is a whole sentence about the weather", ""),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"),
    ],
)
def test_a_byline_s_names(byline: str, names: str) -> None:
    assert "|".join(name.text for name in read_names(byline, SITES)) == names


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Anna Miller", "person"),
        ("jmiller", "handle"),
        ("dpa", "agency"),
        ("AFP", "agency"),
        ("Reuters", "agency"),
        ("Associated Press", "agency"),
        ("新华社", "agency"),
        ("AFP Deutschland", "agency"),
        ("Beispiel", "organisation"),
        ("Beispiel Redaktion", "organisation"),
        ("News Desk", "organisation"),
        ("The Garden Team", "organisation"),
        ("見本新聞デジタル", "organisation"),
    ],
)
def test_people_agencies_and_newsrooms_are_told_apart(text: str, sort: str) -> None:
    assert [name.sort for name in read_names(text, SITES)] == [sort]


def test_an_organisation_s_name_is_one_name() -> None:
    whole = read_names("Institute for Weather, Wind and Waves", SITES, is_whole=True)
    assert [name.text for name in whole] == ["Institute for Weather, Wind and Waves"]


TEXT = "<p>Ein ganzer Satz, der lang genug ist, um zu zählen, steht hier.</p>" * 5
ANNA = ("Anna Müller",)


def jsonld(author: str) -> str:
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x", "author": {author}}}</script>'
    )


@pytest.mark.parametrize(
    ("page", "authors"),
    [
        (jsonld('"Anna Müller"'), ANNA),
        (jsonld('{"@type": "Person", "name": "Anna Müller"}'), ANNA),
        (jsonld('[{"name": "Anna Müller"}, {"name": "Hans Groß"}]'), ("Anna Müller", "Hans Groß")),
        (jsonld('{"@type": "Person", "name": ["Anna Müller"]}'), ANNA),
        (jsonld('{"@list": [{"name": "Anna Müller"}]}'), ANNA),
        (jsonld('[{"name": "Anna Müller"}, {"name": "dpa"}]'), ANNA),
        (jsonld('{"@type": "Organization", "name": "Beispiel"}'), ("Beispiel",)),
        (jsonld('{"@type": "Organization", "name": "Beispiel"}') + '<a rel="author">Anna Müller</a>', ANNA),
        (jsonld('{"@type": "Organization", "name": "dpa"}'), ("dpa",)),
        ('<meta name="author" content="Anna Müller">', ANNA),
        ('<meta name="author" content="Beispiel"><p class="byline">Von Anna Müller</p>', ANNA),
        ('<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Anna Müller">', ANNA),
        ('<meta name="twitter:label1" content="Lesezeit"><meta name="twitter:data1" content="Fünf Minuten">', ()),
        ('<meta name="author" content="amueller">', ("amueller",)),
    ],
)
def test_what_machines_are_told_of_the_author(page: str, authors: tuple[str, ...]) -> None:
    assert parse(f"{page}<h1>Ein Titel, der lang genug ist</h1>{TEXT}", "https://beispiel.example/x").authors == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ('<span class="author-name">Anna Müller</span>', ANNA),
        ('<div class="entry-meta"><span class="author vcard"><a class="url fn n">Anna Müller</a></span></div>', ANNA),
        ('<p itemprop="author"><span itemprop="name">Anna Müller</span></p>', ANNA),
        ('<a rel="author" href="/autor/anna">Anna Müller</a>', ANNA),
        ('<p class="byline">Von <a>Anna Müller</a> und <a>Hans Groß</a></p>', ("Anna Müller", "Hans Groß")),
        ('<p><a class="author">Anna Müller</a>, <a class="author">Hans Groß</a></p>', ("Anna Müller", "Hans Groß")),
        ("<p>Von Anna Müller</p>", ANNA),
        ("<div>10.02.2022 | Anna Müller</div>", ANNA),
        ('<p><a href="/author/anna-mueller/">Anna Müller</a></p>', ANNA),
        ('<span class="author"><time>10.02.2022</time> Anna Müller</span>', ANNA),
        ('<div class="author"><span class="author-date">10. Februar</span><b>Anna Müller</b></div>', ANNA),
        ('<div class="author-bio">Anna Müller hat vieles geschrieben und lebt in einer Stadt.</div>', ()),
        ('<div class="related"><span class="author">Hans Groß</span></div>', ()),
        ('<div class="comments"><b class="comment-author">Hans Groß</b></div>', ()),
    ],
)
def test_the_byline_that_readers_see(byline: str, authors: tuple[str, ...]) -> None:
    page = f"<article><h1>Ein Titel, der lang genug ist</h1>{byline}{TEXT}</article>"
    assert parse(page, "https://beispiel.example/x").authors == authors


@pytest.mark.parametrize(
    "end",
    [
        "<p>Written by Anna Müller</p>",
        "<h2>Article by</h2><div>Anna Müller</div>",
        "<p>Autorin: Rechtsanwältin Anna Müller</p>",
        "<p><b>Text:</b> Anna Müller</p>",
    ],
)
def test_who_wrote_it_may_be_said_below_the_text(end: str) -> None:
    page = f"<h1>Ein Titel, der lang genug ist</h1>{TEXT * 20}{end}"
    assert parse(page, "https://beispiel.example/x").authors == ANNA
    teaser = f'<h1>Ein Titel, der lang genug ist</h1>{TEXT * 20}<div class="related">{end}</div>'
    assert parse(teaser, "https://beispiel.example/x").authors == ()


def test_teasers_below_the_text_have_authors_of_their_own() -> None:
    teaser = '<div class="card"><h3>Etwas anderes</h3><span class="author">Hans Groß</span></div>'
    page = f'<h1>Ein Titel</h1><p class="byline">Anna Müller</p>{TEXT}{teaser}'
    assert parse(page, "https://beispiel.example/x").authors == ANNA
    link = '<a href="/y">Was die Minister am Abend beschlossen haben <i class="author">Hans Groß</i></a>'
    assert parse(f"<h1>Ein Titel</h1>{TEXT}{link}", "https://beispiel.example/x").authors == ()


@given(st.text(max_size=120))
def test_no_byline_raises_and_nothing_is_made_up(byline: str) -> None:
    for name in read_names(byline, SITES):
        assert name.text.strip()
        assert all(word in byline for word in name.text.split())
