"""Which addresses are the same page: real-life pairs, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.identify import alias_kind, clean_url, same_site, trusted_canonical, url_key

SAME = [
    ("http://example.org/a", "https://example.org/a"),
    ("https://example.org/a", "https://www.example.org/a"),
    ("https://example.org/a", "https://EXAMPLE.org/a"),
    ("https://example.org/a", "https://example.org:443/a"),
    ("http://example.org/a", "http://example.org:80/a"),
    ("https://example.org/a", "https://example.org/a/"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/", "https://example.org/index.html"),
    ("https://example.org/news/", "https://example.org/news/index.php"),
    ("https://example.org/a", "https://example.org/a#comments"),
    ("https://example.org/a", "https://example.org/a#"),
    ("https://example.org/a", "https://example.org/a?"),
    ("https://example.org/a", "https://m.example.org/a"),
    ("https://example.org/a", "https://mobile.example.org/a"),
    ("https://example.org/a", "https://amp.example.org/a"),
    ("https://example.org/a", "https://example.org/amp/a"),
    ("https://example.org/a", "https://example.org/a/amp"),
    ("https://example.org/a", "https://example.org/a/amp/"),
    ("https://example.org/a", "https://example.org/a?amp=1"),
    ("https://example.org/a", "https://example.org/a?amp"),
    ("https://example.org/a", "https://example.org/a?outputType=amp"),
    ("https://example.org/a.html", "https://example.org/a.amp.html"),
    ("https://example.org/a", "https://example.org/a/print"),
    ("https://example.org/a", "https://example.org/a?print=1"),
    ("https://example.org/a", "https://example.org/a?print=true"),
    ("https://example.org/a", "https://example.org/a?view=print"),
    ("https://example.org/a", "https://example-org.cdn.ampproject.org/c/s/example.org/a"),
    ("https://example.org/a", "https://www.google.com/amp/s/example.org/a"),
    ("https://example.org/a", "https://example.org/a?utm_source=rss&utm_medium=feed"),
    ("https://example.org/a?id=1", "https://example.org/a?utm_source=rss&id=1"),
    ("https://example.org/a?id=1", "https://example.org/a?id=1&amp;utm_medium=x"),
    ("https://example.org/a", "https://example.org/a?fbclid=IwAR0x"),
    ("https://example.org/a", "https://example.org/a?gclid=x&dclid=y"),
    ("https://example.org/a", "https://example.org/a?yclid=123&ysclid=abc"),
    ("https://example.org/a", "https://example.org/a?_openstat=dGVzdA"),
    ("https://example.org/a", "https://example.org/a?mc_cid=1&mc_eid=2"),
    ("https://example.org/a", "https://example.org/a?at_medium=RSS&at_campaign=KARANGA"),
    ("https://example.org/a", "https://example.org/a?xtor=RSS-3208"),
    ("https://example.org/a", "https://example.org/a?ref=rss"),
    ("https://example.org/a", "https://example.org/a?from=telegram"),
    ("https://example.org/a", "https://example.org/a?source=twitter"),
    ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&b=1"),
    ("https://example.org/a/b", "https://example.org/a//b"),
    ("https://example.org/b", "https://example.org/a/../b"),
    ("https://example.org/a", "https://example.org/./a"),
    ("https://example.org/a", "https://user:secret@example.org/a"),
    ("https://example.org/a", "https://example.org/a;jsessionid=1A2B3C"),
    ("https://example.org/a?id=2", "https://example.org/a;jsessionid=1A2B3C?id=2"),
    ("https://example.org/a", "https://example.org/a?PHPSESSID=0123456789abcdef0123456789abcdef"),
    ("https://example.org/%7Ea", "https://example.org/~a"),
    ("https://example.org/%c3%a4", "https://example.org/%C3%A4"),
    ("https://example.org/ä", "https://example.org/%C3%A4"),
    ("https://example.org/%C3%A4", "https://example.org/a%CC%88"),
    ("https://example.org/новости", "https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
    ("https://пример.рф/a", "https://xn--e1afmkfd.xn--p1ai/a"),
    ("https://bücher.de/a", "https://xn--bcher-kva.de/a"),
    ("https://example.org/a b", "https://example.org/a%20b"),
    ("https://example.org/a?q=a+b", "https://example.org/a?q=a%20b"),
    (" https://example.org/a ", "https://example.org/a"),
    ("HTTPS://example.org/a", "https://example.org/a"),
]  # fmt: skip

DIFFERENT = [
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a", "https://example.com/a"),
    ("https://de.example.org/a", "https://en.example.org/a"),
    ("https://ru.example.org/a", "https://example.org/a"),
    ("https://news.example.org/a", "https://example.org/a"),
    ("https://video.example.org/a", "https://example.org/a"),
    ("https://example.org/?p=1", "https://example.org/?p=2"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a?id=1", "https://example.org/a"),
    ("https://example.org/a?newsid=5", "https://example.org/a?newsid=6"),
    ("https://example.org/a?page=2", "https://example.org/a"),
    ("https://example.org/a?seite=2", "https://example.org/a?seite=3"),
    ("https://example.org/a?sid=77", "https://example.org/a?sid=78"),
    ("https://example.org/a?s=kreml", "https://example.org/a?s=astana"),
    ("https://example.org/a?date=2026-02-10", "https://example.org/a?date=2026-02-11"),
    ("https://example.org/a?from=moscow", "https://example.org/a?from=astana"),
    ("https://example.org/a?ref=12", "https://example.org/a?ref=13"),
    ("https://example.org/a?src=5", "https://example.org/a"),
    ("https://example.org/a?share=7", "https://example.org/a"),
    ("https://example.org/a?lang=de", "https://example.org/a?lang=en"),
    ("https://example.org/a?view=gallery", "https://example.org/a"),
    ("https://example.org/a/1", "https://example.org/a/2"),
    ("https://example.org/a-1", "https://example.org/a-2"),
    ("https://example.org/amplitude", "https://example.org/litude"),
    ("https://example.org/a/ampere", "https://example.org/a"),
    ("https://example.org/print-media", "https://example.org/-media"),
    ("https://example.org/blueprint", "https://example.org/blue"),
    ("https://example.org/index", "https://example.org/"),
    ("https://example.org/a/index-of-things.html", "https://example.org/a"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("https://example.org:8080/a", "https://example.org:8081/a"),
    ("http://127.0.0.1:8000/a", "http://127.0.0.1:8001/a"),
    ("https://example.org/a?a=1&a=2", "https://example.org/a?a=2&a=1"),
    ("https://example.org/a?q=%26", "https://example.org/a?q=&"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org/#!/a", "https://example.org/#!/b"),
    ("https://example.org/a?utmost=1", "https://example.org/a"),
    ("https://m.de/a", "https://de/a"),
    ("https://example.co.uk/a", "https://example.com/a"),
    ("https://example.org/a.html", "https://example.org/a.htm"),
    ("https://example.org/a?PHPSESSID=short", "https://example.org/a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_page(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_pages(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize("url", ["", "a", "/a", "ftp://a.org/", "mailto:a@b.org", "javascript:x", "http://", "data:,x"])
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        url_key(url)
    assert clean_url(url) is None


urls = st.builds(
    lambda host, path, query: f"https://{host}/{path}?{query}",
    st.sampled_from(["example.org", "www.example.org", "m.пример.рф", "amp.a.co.uk", "127.0.0.1:8000"]),
    st.text("ab/.%2Fc3Aäй~;=-_ amprint", max_size=30),
    st.text("ab&=%2F+utm_idcfä", max_size=30),
)


@given(urls)
def test_the_key_of_a_key_is_itself(url: str) -> None:
    try:
        key = url_key(url)
    except ValueError:
        return
    assert url_key(f"http://{key}") == key


@given(urls)
def test_a_cleaned_address_is_the_same_page_and_stays_clean(url: str) -> None:
    cleaned = clean_url(url)
    if cleaned is not None:
        assert url_key(cleaned) == url_key(url)
        assert clean_url(cleaned) == cleaned


@given(st.text(max_size=60))
def test_no_text_is_more_than_a_value_error(url: str) -> None:
    clean_url(url, base="https://example.org/")
    try:
        url_key(url)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://www.example.org/a?utm_source=x&b=1#top", "https://www.example.org/a?b=1"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/#!/a", "https://example.org/#!/a"),
        ("/a", "https://example.org/a"),
        ("b?c=1", "https://example.org/x/b?c=1"),
    ],
)
def test_the_address_to_fetch(url: str, cleaned: str) -> None:
    assert clean_url(url, base="https://example.org/x/y") == cleaned


@pytest.mark.parametrize(
    ("claimed", "final_url", "believed"),
    [
        (None, "https://a.org/x?utm_source=y", "https://a.org/x"),
        ("https://a.org/x", "https://a.org/amp/x", "https://a.org/x"),
        ("/x", "https://a.org/amp/x", "https://a.org/x"),
        ("https://www.a.org/x", "https://m.a.org/x", "https://www.a.org/x"),
        ("https://b.org/x", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/de", "https://a.org/de/x", "https://a.org/de/x"),
        ("https://a.org/", "https://a.org/", "https://a.org/"),
        ("https://a.org/{{slug}}", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/undefined", "https://a.org/x", "https://a.org/x"),
        ("javascript:void(0)", "https://a.org/x", "https://a.org/x"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/amp/x", "http://127.0.0.1:8000/x"),
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
    ],
)
def test_which_canonical_is_believed(claimed: str | None, final_url: str, believed: str) -> None:
    assert trusted_canonical(claimed, final_url) == believed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.org/", "https://m.a.org/", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://x.a.co.uk/", "https://y.a.co.uk/", True),
        ("https://a.github.io/", "https://b.github.io/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", False),
        ("nonsense", "https://a.org", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.org/x", "canonical"),
        ("https://a.org/amp/x", "amp"),
        ("https://a.org/x/amp", "amp"),
        ("https://amp.a.org/x", "amp"),
        ("https://a.org/x?print=1", "print"),
        ("https://m.a.org/x", "mobile"),
        ("https://a.org/x?utm_source=rss", "tracking"),
        ("https://a.org/x/", "variant"),
    ],
)
def test_why_an_address_is_the_same(url: str, kind: str) -> None:
    assert alias_kind(url, "https://a.org/x") == kind
