"""An address's origin and target are those that httpx would have made of it."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.fetch.target import LONGEST, addressed

PIECES = st.sampled_from(
    ["/", "//", "a", "news", "Ü", "é/", "%C3%BC", "%zz", "%", "?", "?id=1", "&b[]=2", "#top", "..", "/../", "/.", ".",
     " ", "'", '"', "`", "{x}", "|", "\\", "^", "~", ";", ":", "@", "=", "+", "*", "$", "<b>"]
)  # fmt: skip
HOSTS = st.sampled_from(
    ["example.org", "EXAMPLE.org", "münchen.de", "xn--mnchen-3ya.de", "127.0.0.1", "[::1]",
     "user:pass@example.org", "a_b.org"]
)  # fmt: skip


@given(
    st.sampled_from(["http", "https", "HTTP"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8080", ":"]),
    st.lists(PIECES, max_size=6).map("".join),
)
@example("http", "example.org", "", "/" + "a" * LONGEST)
def test_it_is_what_httpx_makes_of_the_address(scheme: str, host: str, port: str, rest: str) -> None:
    address = f"{scheme}://{host}{port}{rest}"
    try:
        meant = httpx.URL(address)
    except httpx.InvalidURL:
        with pytest.raises(httpx.InvalidURL):
            addressed(address)
        return
    url, extension = addressed(address)
    assert (url.scheme, url.netloc, url.raw_host, url.port) == (meant.scheme, meant.netloc, meant.raw_host, meant.port)
    assert extension.get("target", url.raw_path) == meant.raw_path


def test_an_origin_is_parsed_once() -> None:
    first, _ = addressed("https://example.org/1")
    second, extension = addressed("https://example.org/a/b?c=%C3%BC")
    assert second is first
    assert extension == {"target": b"/a/b?c=%C3%BC"}
