"""The browser: started when it is first needed, its pages bounded in number and time, replaced when it dies or ages."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import time
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from types import TracebackType
from typing import Any

from playwright.async_api import Browser, BrowserContext, Error, Playwright, async_playwright

from scraper.errors import FetchError
from scraper.fetch.render.visit import Get, Rendered, draw

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The shell without windows first: it takes 100 MB less."""

PAGES_OF_A_BROWSER = 200
"""Then it is replaced: what leaks in it ends with it."""

CLOSED = "has been closed"
"""Playwright's words for a page, a browser or a driver that is gone."""

LOST = "Connection closed while reading from the driver"
"""Its words for a driver that has died, in a future that it asks no more."""

Heed = Callable[[asyncio.AbstractEventLoop, dict[str, Any]], object]
"""What asyncio tells of errors that nobody asks for."""

STARTS_WITHIN_S = 30.0

TRY_AGAIN_S = 60.0
"""After a browser could not be started: each attempt takes seconds, and the next page would make the next one."""

NOWHERE = "http://127.0.0.1:9"
"""A proxy that isn't there: what slips past us ends here. Loopback addresses take it as well."""

SWITCHES = (
    f"--proxy-server={NOWHERE}",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2",
    "--disable-extensions",
    "--no-first-run",
    "--blink-settings=imagesEnabled=false",
    "--js-flags=--max-old-space-size=256",
)

_WATCH = (files(__package__) / "watch.js").read_text("utf-8")


def find_chromium() -> str | None:
    """The system's Chromium or Chrome; DATELINE_CHROMIUM names another one."""
    named = os.environ.get("DATELINE_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


class Renderer:
    """Use as `async with`; starts nothing until the first page. Safe to share between tasks of one event loop."""

    def __init__(self, *, timeout_s: float = 20.0, at_once: int = 2, executable: str | None = None) -> None:
        self._timeout_s = timeout_s
        self._executable = executable
        self._turns = asyncio.Semaphore(at_once)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._retired: list[Browser] = []
        self._pages = 0
        self._trouble: FetchError | None = None
        self._trouble_until = 0.0

    async def __aenter__(self) -> Renderer:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(partial(_pass_over_a_lost_driver, loop.get_exception_handler()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for browser in (*self._retired, self._browser):
            if browser is not None:
                with contextlib.suppress(Error):
                    await browser.close()
        await self._stop_driver()

    async def render(
        self, url: str, get: Get, *, user_agent: str, language: str | None = None, more: int = 0
    ) -> Rendered:
        """The page as its script draws it. Raises FetchError: what `get` raises for the page itself, or `render`.

        `more`: how many times a button such as "load more" is pressed, while there is one.
        A browser that dies meanwhile costs this page; the next one gets a new browser.
        """
        async with self._turns:
            browser = await self._ready()
            try:
                async with asyncio.timeout(self._timeout_s + 10):
                    return await self._in_context(browser, url, get, user_agent, language, more)
            except TimeoutError as error:
                raise FetchError("render", f"{url}: the browser did not answer within {self._timeout_s:g} s") from error
            except Error as error:
                if (
                    CLOSED in error.message and browser is self._browser
                ):  # its driver may have died, of which it never hears
                    self._retire()
                message = " ".join(error.message.split())[:200]
                raise FetchError("render", f"{url}: the browser could not show it: {message}") from error

    async def _in_context(
        self, browser: Browser, url: str, get: Get, user_agent: str, language: str | None, more: int
    ) -> Rendered:
        """A context of its own: no cookie and no storage outlives the page."""
        context = await browser.new_context(
            user_agent=user_agent, locale=language, service_workers="block", accept_downloads=False, timezone_id="UTC"
        )
        try:
            await context.add_init_script(_WATCH)
            page = await context.new_page()
            page.on("dialog", lambda dialog: asyncio.ensure_future(_dismiss(dialog)))
            page.on("popup", lambda popup: asyncio.ensure_future(popup.close()))
            return await draw(page, get, url, self._timeout_s, more)
        finally:
            await _close(context)

    async def _ready(self) -> Browser:
        """A browser that lives and isn't worn out."""
        async with self._starting:
            self._pages += 1
            worn = self._pages > PAGES_OF_A_BROWSER
            if self._browser is None or worn or not self._browser.is_connected():
                self._retire()
                self._browser, self._pages = await self._start(), 1
            await self._bury()
            return self._browser

    def _retire(self) -> None:
        if self._browser is not None:
            self._retired.append(self._browser)
            self._browser = None

    async def _bury(self) -> None:
        """Close the retired browsers that nobody uses any more."""
        for browser in list(self._retired):
            if not browser.is_connected() or not browser.contexts:
                self._retired.remove(browser)
                with contextlib.suppress(Error):
                    await browser.close()

    async def _start(self) -> Browser:
        executable = self._executable or find_chromium()
        if executable is None:
            raise FetchError(
                "render",
                "no Chromium on this machine; install `chromium-headless-shell` or set DATELINE_CHROMIUM",
            )
        if self._trouble is not None and time.monotonic() < self._trouble_until:
            raise self._trouble
        is_new = self._playwright is None
        try:
            async with asyncio.timeout(STARTS_WITHIN_S):
                return await self._launch(executable)
        except (Error, OSError, TimeoutError) as error:
            await self._stop_driver()
            if not is_new:  # it may be the driver that has died
                return await self._start()
            told = (str(error) or f"it takes more than {STARTS_WITHIN_S:g} s").partition("\n")[0]
            message = f"the browser {executable} can't be started: {told}; try `{executable} --version`"
            self._trouble, self._trouble_until = FetchError("render", message), time.monotonic() + TRY_AGAIN_S
            raise self._trouble from error

    async def _launch(self, executable: str) -> Browser:
        if self._playwright is None:
            self._playwright = await async_playwright().start()
        return await self._playwright.chromium.launch(
            executable_path=executable,
            headless=True,
            args=list(SWITCHES),
            chromium_sandbox=os.geteuid() != 0,  # Chromium refuses its sandbox to root
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )

    async def _stop_driver(self) -> None:
        if self._playwright is not None:
            with contextlib.suppress(Error):
                await self._playwright.stop()
            self._playwright = None


async def _dismiss(dialog: object) -> None:
    with contextlib.suppress(Error):
        await dialog.dismiss()  # type: ignore[attr-defined]


async def _close(context: BrowserContext) -> None:
    with contextlib.suppress(Error):
        await context.close()


def _pass_over_a_lost_driver(before: Heed | None, loop: asyncio.AbstractEventLoop, told: dict[str, Any]) -> None:
    """Whoever was drawing a page has got his error; asyncio would tell it once more, at the program's end.

    `before`: who was told until now, and hears all else.
    """
    if str(told.get("exception")) == LOST:
        return
    if before is not None:
        before(loop, told)
    else:
        loop.default_exception_handler(told)
