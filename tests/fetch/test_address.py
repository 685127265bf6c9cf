"""Hosts and redirect targets, as tables; and whatever a server sends, the error is ours."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.errors import FetchError
from scraper.fetch.address import host_of, is_of_site, redirect_target, robots_of


@pytest.mark.parametrize(
    ("url", "host", "robots"),
    [
        ("http://Example.org/a", "example.org:80", "http://example.org/robots.txt"),
        ("https://example.org", "example.org:443", "https://example.org/robots.txt"),
        ("HTTPS://example.org:443/x?y", "example.org:443", "https://example.org/robots.txt"),
        ("http://example.org:8080/", "example.org:8080", "http://example.org:8080/robots.txt"),
        ("http://me:secret@example.org/", "example.org:80", "http://example.org/robots.txt"),
        ("http://[2606:4700::1111]:81/", "[2606:4700::1111]:81", "http://[2606:4700::1111]:81/robots.txt"),
    ],
)
def test_a_host_has_one_name_and_one_robots_file(url: str, host: str, robots: str) -> None:
    assert (host_of(url), robots_of(url)) == (host, robots)


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org/", "ftp://example.org:80/", "http:///a", "http://[", "http://a:99999/"],
)
def test_what_is_no_web_address_is_told(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        host_of(url)
    assert caught.value.kind == "url"


@pytest.mark.parametrize(
    ("url", "address", "is_own"),
    [
        ("https://plus.example.co.uk/a", "https://www.example.co.uk/", True),
        ("https://other.co.uk/", "https://www.example.co.uk/", False),
        ("https://example.org.evil.net/", "https://example.org/", False),
        ("https://a.github.io/", "https://b.github.io/", False),
        ("http://example.org/", "https://example.org/", False),
        ("HTTPS://Example.org/", "http://example.org/", True),
        ("http://192.0.2.1:8080/", "http://192.0.2.1/", False),
        ("http://localhost/", "http://localhost/", True),
    ],
)
def test_a_site_is_a_registered_domain_and_no_less_secret(url: str, address: str, is_own: bool) -> None:
    assert is_of_site(url, address) is is_own


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("b", "http://example.org/news/b"),
        ("/b?x=1", "http://example.org/b?x=1"),
        ("//other.example/", "http://other.example/"),
        (" https://example.org/ ", "https://example.org/"),
        ("/новости".encode().decode("latin-1"), "http://example.org/новости"),
        ("/\xe4", "http://example.org/ä"),
    ],
    ids=["relative", "from the root", "without scheme", "with spaces", "bare UTF-8", "bare latin-1"],
)
def test_where_a_redirect_leads(location: str, target: str) -> None:
    assert redirect_target("http://example.org/news/a", location) == target


@given(st.text())
@example("http://[")
@example("http://a:b:c/")
def test_any_location_is_an_address_or_an_error_of_ours(location: str) -> None:
    with suppress(FetchError):
        host_of(redirect_target("http://example.org/", location))
