"""The sample site speaks HTTP as a careful server does."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import threading
import time

import httpx
import pytest

from scraper.sample import SampleSite, load_truth
from scraper.sample.server import Request, takes_gzip

ARTICLE = next(article.path for article in load_truth().articles if article.editions == (1, 2))
MOVED = "/de/archiv/2026/faehre-nimmt-fahrt-auf.html"


def test_an_article_comes_with_validators_and_its_charset(client: httpx.Client) -> None:
    answer = client.get(ARTICLE)
    assert answer.status_code == 200
    assert answer.http_version == "HTTP/1.1"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["ETag"].startswith('W/"')
    assert answer.headers["Last-Modified"].endswith(" 2026 " + answer.headers["Last-Modified"][-12:])


@pytest.mark.parametrize("path", [ARTICLE, "/feeds/de.rss", "/sitemap.xml", "/sitemaps/archive.xml.gz", "/", "/login"])
def test_what_has_not_changed_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    by_tag = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    by_date = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")
    assert by_tag.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"something-else"'},
        {"If-Modified-Since": "Thu, 01 Jan 2026 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2027 00:00:00 GMT"},
    ],
    ids=["other tag", "older", "nonsense", "the tag decides"],
)
def test_what_the_client_does_not_have_is_sent(client: httpx.Client, headers: dict[str, str]) -> None:
    assert client.get(ARTICLE, headers=headers).status_code == 200


def test_a_tag_among_several_and_a_star_hold(client: httpx.Client) -> None:
    tag = client.get(ARTICLE).headers["ETag"]
    assert client.get(ARTICLE, headers={"If-None-Match": f'"a", {tag}, "b"'}).status_code == 304
    assert client.get(ARTICLE, headers={"If-None-Match": "*"}).status_code == 304


def test_a_body_is_compressed_for_who_takes_it(client: httpx.Client) -> None:
    packed = client.get(ARTICLE, headers={"Accept-Encoding": "gzip"})
    plain = client.get(ARTICLE, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert packed.content == plain.content
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"])
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_a_sitemap_that_is_a_gzip_file_is_not_packed_twice(client: httpx.Client) -> None:
    answer = client.get("/sitemaps/archive.xml.gz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert gzip.decompress(answer.content).startswith(b"<?xml")


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [("gzip, br", True), ("br;q=1.0, gzip;q=0.8", True), ("*", True), ("gzip;q=0", False), ("br", False), ("", False)],
)
def test_takes_gzip(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_head_tells_what_get_would_and_sends_no_body(client: httpx.Client) -> None:
    head, get = client.head(ARTICLE), client.get(ARTICLE)
    assert head.content == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert head.headers["ETag"] == get.headers["ETag"]


def test_what_is_not_there_is_a_page_in_the_language_of_the_path(client: httpx.Client) -> None:
    answer = client.get("/fr/monde/1-rien")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Cette page n&#x27;existe plus." in answer.text
    assert "ETag" not in answer.headers


def test_a_moved_article_redirects_to_its_new_address(client: httpx.Client) -> None:
    answer = client.get(MOVED)
    assert answer.status_code == 301
    assert client.get(answer.headers["Location"]).status_code == 200


def test_unknown_parameters_and_a_slash_too_many_or_too_few_do_no_harm(client: httpx.Client) -> None:
    page = client.get(ARTICLE).content
    assert client.get(f"{ARTICLE}?utm_source=rss&x=1").content == page
    assert client.get(f"{ARTICLE}/").content == page
    assert client.get("/de/wirtschaft").headers["Location"].endswith("/de/wirtschaft/")


def test_links_name_the_host_that_was_asked_for(client: httpx.Client) -> None:
    body = client.get("/robots.txt", headers={"Host": "news.test:8080"}).text
    assert "Sitemap: http://news.test:8080/sitemap.xml" in body
    odd = client.get("/robots.txt", headers={"Host": 'a"b<c'}).text
    assert f"Sitemap: {str(client.base_url).rstrip('/')}/sitemap.xml" in odd


def test_the_site_remembers_who_asked_for_what(site: SampleSite, client: httpx.Client) -> None:
    tag = client.get("/robots.txt").headers["ETag"]
    client.get("/robots.txt", headers={"If-None-Match": tag})
    client.head("/nowhere?a=b")
    client.post("/login", content=b"x=1")
    assert site.requests == [
        Request("GET", "/robots.txt", 200, False, "tester"),
        Request("GET", "/robots.txt", 304, True, "tester"),
        Request("HEAD", "/nowhere?a=b", 404, False, "tester"),
        Request("POST", "/login", 405, False, "tester"),
    ]
    site.clear()
    assert site.requests == []


def test_requests_from_many_threads_are_all_remembered(site: SampleSite) -> None:
    def ask() -> None:
        with httpx.Client(base_url=site.url, trust_env=False) as client:
            for _ in range(10):
                client.get("/login")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(site.requests) == 80


def test_an_answer_takes_as_long_as_it_is_told() -> None:
    with SampleSite(delay_s=0.1) as site:
        began = time.monotonic()
        httpx.get(f"{site.url}/robots.txt", trust_env=False)
        assert time.monotonic() - began >= 0.1


def test_closing_ends_connections_that_are_kept_alive_and_frees_the_port() -> None:
    site = SampleSite()
    port = int(site.url.rpartition(":")[2])
    with httpx.Client(trust_env=False) as client:
        client.get(f"{site.url}/login")
        began = time.monotonic()
        site.close()
        site.close()
        assert time.monotonic() - began < 2
    with SampleSite(port=port) as again:
        assert again.url == site.url


def test_a_client_that_goes_away_or_talks_nonsense_leaves_no_trace_on_stderr(
    site: SampleSite, capfd: pytest.CaptureFixture[str]
) -> None:
    address = ("127.0.0.1", int(site.url.rpartition(":")[2]))
    for said in (b"", b"GET / HTTP/1.1\r\nHost: x\r\n", b"hello\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"):
        with socket.create_connection(address) as connection:
            connection.sendall(said)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert httpx.get(f"{site.url}/login", trust_env=False).status_code == 200
    site.close()
    assert capfd.readouterr().err == ""


def test_there_are_two_editions() -> None:
    with pytest.raises(ValueError, match="edition 3"):
        SampleSite(edition=3)


def test_the_module_serves_until_it_is_stopped() -> None:
    command = [sys.executable, "-m", "scraper.sample", "--port", "0", "--edition", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[0]
        assert "10450" in httpx.get(f"{url}en/", trust_env=False).text
        process.terminate()
        _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")
