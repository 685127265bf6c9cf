"""One page in the browser: every request answered by our client, until the page has come to rest."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Protocol

from playwright.async_api import Error, Page, Request, Route

from db.frozen import frozen
from scraper.errors import FetchError
from scraper.fetch.render.blocked import judge
from scraper.response import Response


class Get(Protocol):
    """Fetches an address with all the care of the client: guard, limits, robots.txt. Raises FetchError."""

    def __call__(self, url: str, /, *, body: bytes | None = None) -> Awaitable[Response]:
        """`body`: JSON that is sent along by POST."""


QUIET_S = 0.3
"""A page that has asked for nothing and changed nothing for so long is done."""

TICKING_S = 2.0
"""One that has asked for nothing for so long is done, though it goes on changing, as a clock or a carousel does."""

MAX_REQUESTS = 150
MAX_BYTES = 30 * 1024 * 1024
"""Of all answers to one page; a news app has 1 to 5 MB."""

_FLATTEN = (files(__package__) / "flatten.js").read_text("utf-8")
_MORE = re.compile(
    r"^\s*(?:(?:load|show|view|see|read)\s+)?(?:more|older|next)\b|^\s*(?:mehr|weitere|weiter|ältere)\b|"
    r"^\s*(?:(?:voir|afficher|charger)\s+)?(?:plus|suivant)|^\s*(?:ver|cargar|mostrar|carregar)\s+m[áa]i?s|"
    r"^\s*(?:показать|загрузить)\s+(?:ещё|еще|больше)|^\s*(?:ещё|еще|дальше|далее)\b|加载更多|查看更多|もっと見る|더\s*보기|المزيد",
    re.IGNORECASE,
)
_DROPPED = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})


@frozen
class Rendered:
    """A page as its script drew it, with the raw answers that it was made from."""

    html: str
    page: Response
    """The page itself, as the server sent it."""
    parts: tuple[Response, ...]
    """What its script asked for, in the order of the answers."""
    refused: int
    """Requests that were not made: pictures, trackers, what the guard or robots.txt forbids."""
    is_complete: bool
    """False where the time was up before the page came to rest."""


@dataclass(slots=True)
class Traffic:
    """What one page asks for while it is drawn."""

    get: Get
    page: Response
    parts: list[Response] = field(default_factory=list)
    refused: int = 0
    requests: int = 0
    size: int = 0
    open: int = 0
    moved_at: float = field(default_factory=time.monotonic)

    async def answer(self, route: Route) -> None:
        """Answer one request of the page. Never raises: the page may be gone by the time we have the answer."""
        self.open += 1
        try:
            with contextlib.suppress(Error):
                await self._answer(route)
        finally:
            self.open -= 1
            self.moved_at = time.monotonic()

    async def _answer(self, route: Route) -> None:
        request = route.request
        if request.is_navigation_request() and request.frame.parent_frame is None:
            await (_fulfill(route, self.page) if _same(request.url, self.page.final_url) else route.abort())
            return
        verdict = judge(request.resource_type, request.url, in_frame=request.is_navigation_request())
        self.requests += 1
        if verdict == "empty":
            await route.fulfill(status=200, content_type="text/css", body="")
        elif verdict == "refuse" or not _is_question(request) or self._is_spent():
            self.refused += 1
            await route.abort()
        else:
            await self._pass_on(route)

    async def _pass_on(self, route: Route) -> None:
        try:
            response = await self.get(route.request.url, body=_body_of(route.request))
        except FetchError as error:
            self.refused += error.status is None
            await (route.fulfill(status=error.status, body="") if error.status else route.abort())
            return
        self.size += len(response.body)
        self.parts.append(response)
        await _fulfill(route, response)

    def _is_spent(self) -> bool:
        return self.requests > MAX_REQUESTS or self.size > MAX_BYTES

    @property
    def quiet_s(self) -> float:
        """For how long nothing has been asked for."""
        return 0.0 if self.open else time.monotonic() - self.moved_at


async def draw(page: Page, get: Get, url: str, timeout_s: float, more: int = 0) -> Rendered:
    """Fetch the page, let its script draw it, and take down what a reader would see. Raises FetchError and Error."""
    document = await get(url)
    traffic = Traffic(get, document)
    await page.route("**/*", lambda route: traffic.answer(route))  # playwright marks the method's owner otherwise
    ends_at = time.monotonic() + timeout_s
    await page.goto(document.final_url, wait_until="domcontentloaded", timeout=timeout_s * 1000)
    is_complete = await _rest(page, traffic, ends_at)
    while more > 0 and is_complete and await _press_more(page):
        more -= 1
        is_complete = await _rest(page, traffic, ends_at)
    html = str(await page.evaluate(_FLATTEN))
    return Rendered(html, document, tuple(traffic.parts), traffic.refused, is_complete)


async def _press_more(page: Page) -> bool:
    """Press the button that brings the rest of a list; False where there is none."""
    button = page.get_by_role("button", name=_MORE).first
    with contextlib.suppress(Error):
        if await button.count():
            await button.click(timeout=1000)
            return True
    return False


async def _rest(page: Page, traffic: Traffic, ends_at: float) -> bool:
    """Wait until the page asks for nothing and changes nothing any more; False where the time is up before."""
    traffic.moved_at = time.monotonic()  # what a script has just been made to ask for reaches us a little later
    while time.monotonic() < ends_at:
        still_s = await page.evaluate("window.__stillMs") / 1000
        quiet_s = traffic.quiet_s
        missing_s = QUIET_S - min(still_s, quiet_s)
        if missing_s <= 0 or quiet_s >= TICKING_S:
            return True
        await asyncio.sleep(missing_s)
    return False


async def _fulfill(route: Route, response: Response) -> None:
    headers = {name: value for name, value in response.headers if name.lower() not in _DROPPED}
    await route.fulfill(status=response.status, headers=headers, body=response.body)


def _is_question(request: Request) -> bool:
    """A GET, or a POST of JSON such as GraphQL's; forms and beacons are none."""
    return request.method == "GET" or _body_of(request) is not None


def _body_of(request: Request) -> bytes | None:
    is_json = "json" in request.headers.get("content-type", "")
    return request.post_data_buffer if request.method == "POST" and is_json else None


def _same(one: str, other: str) -> bool:
    return one.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")
