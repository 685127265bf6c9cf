"""A source's own way to its site: by a proxy, with its headers and cookies, and nobody else's."""

from __future__ import annotations

import asyncio

import pytest

from scraper.errors import FetchError
from scraper.fetch import Client, Limits, Politeness, Site
from tests.fetch.conftest import response, serving
from tests.fetch.proxies import proxying


def open_client(*, allow_private: bool = True) -> Client:
    return Client(
        user_agent="dateline-test (+https://example.org)",
        politeness=Politeness(delay_s=0),
        limits=Limits(retries=0, timeout_s=10),
        allow_private=allow_private,
    )


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h"])
def test_a_site_is_asked_by_way_of_its_proxy_robots_txt_too(scheme: str) -> None:
    """The proxy is told the name, and need not resolve it as we would: we know no such host."""

    async def run() -> None:
        pages = {"/robots.txt": response(b"User-agent: *\nDisallow: /no"), "/": response(b"hello")}
        async with serving(pages) as server, proxying(scheme[:5].rstrip("5"), port_of(server.url)) as proxy:
            headers = {"Cookie": "session=1", "X-Key": "k"}
            site = Site(headers=headers, proxy=f"{scheme}://127.0.0.1:{proxy.port}")
            async with open_client() as http:
                answer = await http.get("http://news.invalid/", site=site)
                assert answer.body == b"hello"
                with pytest.raises(FetchError, match="line 2, 'Disallow: /no'"):
                    await http.get("http://news.invalid/no", site=site)
            assert set(proxy.asked) == {("news.invalid", 80)}
            assert [path for path, _ in server.asked] == ["/robots.txt", "/"]
            for _, sent in server.asked:
                assert (sent["cookie"], sent["x-key"], sent["host"]) == ("session=1", "k", "news.invalid")

    asyncio.run(run())


def test_a_proxy_is_told_its_password_and_the_site_is_not() -> None:
    async def run() -> None:
        async with serving({"/": response(b"hello")}) as server, proxying("http") as proxy:
            site = Site(proxy=f"http://user:secret@127.0.0.1:{proxy.port}")
            async with open_client() as http:
                await http.get(f"{server.url}/", site=site)
            assert "Proxy-Authorization: Basic dXNlcjpzZWNyZXQ=" in proxy.said
            assert all("proxy-authorization" not in headers for _, headers in server.asked)

    asyncio.run(run())


def test_only_the_source_that_names_a_proxy_goes_by_it_and_its_cookies_stay_with_it() -> None:
    async def run() -> None:
        async with serving({"/": response(b"x")}) as server, proxying("http") as proxy, open_client() as http:
            site = Site(headers={"Cookie": "session=1"}, proxy=f"http://127.0.0.1:{proxy.port}")
            await http.get(f"{server.url}/", site=site)
            by_proxy = len(proxy.asked)
            await http.get(f"{server.url}/")
            assert len(proxy.asked) == by_proxy
            assert "cookie" not in server.asked[-1][1]

    asyncio.run(run())


def test_a_private_address_is_refused_before_the_proxy_hears_of_it() -> None:
    async def run() -> None:
        async with proxying("socks") as proxy, open_client(allow_private=False) as http:
            for url in ("http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/latest/"):
                with pytest.raises(FetchError) as caught:
                    await http.get(url, site=Site(proxy=f"socks5h://127.0.0.1:{proxy.port}"), check_robots=False)
                assert caught.value.kind == "unsafe"
            assert proxy.asked == []

    asyncio.run(run())


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h"])
@pytest.mark.parametrize("url", ["http://news.invalid/", "https://news.invalid/"])
def test_a_proxy_that_is_down_is_told_as_such(scheme: str, url: str) -> None:
    async def run() -> None:
        async with open_client() as http:
            with pytest.raises(FetchError, match=r"no connection: .*, by way of the proxy 127\.0\.0\.1:9$") as caught:
                await http.get(url, site=Site(proxy=f"{scheme}://user:secret@127.0.0.1:9"), check_robots=False)
            assert caught.value.kind == "connect"

    asyncio.run(run())


def test_a_proxy_that_refuses_to_connect_is_told_as_such() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async def run() -> None:
        async with await asyncio.start_server(refuse, "127.0.0.1", 0) as proxy, open_client() as http:
            place = f"127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
            with pytest.raises(FetchError, match=f"407 Who are you, by way of the proxy {place}") as caught:
                await http.get("https://news.invalid/", site=Site(proxy=f"http://{place}"), check_robots=False)
            assert caught.value.kind == "connect"

    asyncio.run(run())
