"""The pages show what is there, and nothing that a publisher wrote is ever markup."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ElementTree

from tests.web.visitor import Visitor

PAGES = (
    "/", "/?source=example", "/?language=de&unique=1", "/search", "/search?q=wirtschaft", "/search?q=script+OR+quotes",
    "/search?q=nummer&sort=newest", "/article/1", "/article/3", "/article/3/changes", "/article/24", "/article/26",
    "/sources", "/charts", "/charts?since=2026-01-01&until=2026-02-01", "/sql", "/sql?q=select+*+from+articles",
    "/article/26/changes", "/article/999", "/nothing", "/search?q=-", "/?since=soon", "/sql?q=delete+from+article",
)  # fmt: skip


def test_nothing_a_publisher_wrote_is_markup(client: Visitor) -> None:
    for path in PAGES:
        answer = client.get(path, headers={"accept": "text/html"})
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "<script" not in answer.text, path
        assert "<img" not in answer.text, path
        assert "style=" not in answer.text, path
        assert not re.search(r"""(?:src|href|action)=["'](?!/|\?|#|https://example\.org/)""", answer.text), path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script-src" not in answer.headers["content-security-policy"]


def test_what_is_wrong_is_told_with_its_code(client: Visitor) -> None:
    for path, code, said in (
        ("/article/999", 404, "There is no such page"),
        (f"/article/{10**30}", 404, "There is no such page"),
        (f"/article/{10**30}/changes", 404, "There is no such page"),
        ("/nothing", 404, "There is no such page"),
        ("/search?q=-", 422, "no word to look for"),
        ("/?since=soon", 422, "since: expected a date"),
        ("/?cursor=x", 422, "cursor: take it"),
        ("/search?q=a&cursor=x", 422, "is no cursor"),
        ("/?source=a%00b", 422, "a NUL"),
        ("/sql?q=select+1+%00", 422, "sql: "),
        ("/?limit=1000", 422, "limit: expected a number from 1 to 100"),
        ("/sql?q=delete+from+article", 422, "only a query that reads"),
        ("/charts?until=0001-01-01", 422, "until: expected a date"),
        ("/charts?since=1900-01-01", 422, "expected a span"),
    ):
        answer = client.get(path)
        assert (path, answer.status_code) == (path, code)
        assert said in answer.text


def test_walking_to_the_end_shows_every_article_once(client: Visitor) -> None:
    path, seen = "/", []
    while path:
        page = client.get(path).text
        seen += [int(number) for number in re.findall(r'<h2><a href="/article/(\d+)">', page)]
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = "/" + older[1].replace("&amp;", "&") if older else ""
    assert sorted(seen) == list(range(1, 28))
    assert seen[0] == 26
    assert seen[-1] == 27


def test_an_article_tells_all_that_is_known_of_it(client: Visitor) -> None:
    page = client.get("/article/3").text
    for fact in ("Nummer drei", "https://example.org/3", "told by jsonld", "Anna Müller", "text, title changed"):
        assert fact in page
    assert "original" in client.get("/article/25").text
    compared = client.get("/article/3/changes").text
    assert "<del>34 </del>" in compared
    assert "<ins>35 </ins>" in compared


def test_a_search_marks_narrows_and_can_be_followed(client: Visitor) -> None:
    page = client.get("/search?q=wirtschaft").text
    assert "<mark>Wirtschaft</mark>" in page
    assert "source=example" in page
    feed = ElementTree.fromstring(client.get("/feed.atom?q=wirtschaft&limit=5").text)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 5
    assert len(client.get("/feed.json").json()["items"]) == 20
    assert "Nothing was found" in client.get("/search?q=xyzzy").text


def test_a_query_can_be_shared_and_taken_along(client: Visitor) -> None:
    page = client.get("/sql", params={"q": "select id, title from articles order by id limit 2"}).text
    assert "<td>Nummer 1</td>" in page
    answer = client.get("/sql.csv", params={"q": "select id, '=1+1' as x from articles order by id limit 2"})
    assert list(csv.reader(io.StringIO(answer.text))) == [["id", "x"], ["1", "'=1+1"], ["2", "'=1+1"]]
    assert answer.headers["content-disposition"] == "attachment; filename=query.csv"


def test_charts_and_sources_count(client: Visitor) -> None:
    page = client.get("/charts?since=2026-01-01&until=2026-02-10").text
    assert "24 articles" in page
    assert page.count("<svg") == 3
    assert "27" in client.get("/sources").text
