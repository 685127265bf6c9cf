"""Pages drawn by a real browser, which gets everything through our client."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from scraper.errors import FetchError
from scraper.fetch import Client, Limits, Politeness
from scraper.fetch.render import Rendered, Renderer
from scraper.sample import SampleSite
from tests.fetch.conftest import Server, response, serving

HTML = {"Content_Type": "text/html; charset=utf-8"}
SCRIPT = {"Content_Type": "text/javascript"}


def drawn(pages: dict[str, Any], path: str = "/", **options: Any) -> tuple[Rendered, Server]:
    """What becomes of a page of a small site."""

    async def run() -> tuple[Rendered, Server]:
        async with serving({"/robots.txt": response(status="404 Not Found"), **pages}) as server:
            return await _render(server.url + path, **options), server

    return asyncio.run(run())


async def _render(url: str, timeout_s: float = 20.0) -> Rendered:
    async with _client(url) as client, Renderer(timeout_s=timeout_s) as renderer:
        return await renderer.render(url, client.get, user_agent="test")


def _client(url: str) -> Client:
    polite = Politeness(delay_s=0, concurrency=4)
    return Client(user_agent="test (+https://example.org)", politeness=polite, limits=Limits(retries=0), named=[url])


def page(body: str) -> bytes:
    return response(f"<!DOCTYPE html><title>t</title><body>{body}".encode(), **HTML)


def test_shadow_trees_are_flattened_slots_filled_and_scripts_left_out() -> None:
    script = """<x-card><b slot="name">Ana</b> rest</x-card><script>
      customElements.define("x-card", class extends HTMLElement { connectedCallback() {
        const root = this.attachShadow({ mode: "closed" });
        root.innerHTML = "<h1 onclick='evil()'>By <slot name=name></slot></h1><p><slot></slot> &amp; 1 &lt; 2</p>";
      } });</script><script type="application/ld+json">{"a": 1}</script>"""
    result, _ = drawn({"/": page(script)})
    assert '<h1>By <b slot="name">Ana</b></h1>' in result.html
    assert "<p> rest &amp; 1 &lt; 2</p>" in result.html
    assert "customElements" not in result.html
    assert '{"a": 1}' in result.html
    assert result.is_complete


def test_the_answers_that_a_page_is_made_of_are_handed_back_as_they_came() -> None:
    body = "<main></main><script src=/app.js></script>"
    script = "fetch('/a.json').then(r => r.json()).then(d => document.querySelector('main').textContent = d.t)"
    answers = {"/": page(body), "/app.js": response(script.encode(), **SCRIPT), "/a.json": response(b'{"t": "drawn"}')}
    result, _ = drawn(answers)
    assert "<main>drawn</main>" in result.html
    assert [part.final_url.rpartition("/")[2] for part in result.parts] == ["app.js", "a.json"]
    assert result.page.body.decode().endswith(body)


def test_pictures_styles_and_frames_are_not_asked_for() -> None:
    body = "<img src=/a.png><link rel=stylesheet href=/a.css><iframe src=/frame></iframe><video src=/a.mp4></video>"
    result, server = drawn({"/": page(body)})
    assert set(server.paths()) == {"/"}
    assert result.refused


def test_a_script_reaches_no_address_that_our_client_refuses() -> None:
    """The browser itself reaches nothing at all: names don't resolve for it, and its proxy isn't there."""
    script = """<p>no</p><script>
      fetch("http://10.0.0.1/").catch(() => fetch("http://169.254.169.254/latest")).catch(
        () => { document.querySelector("p").textContent = "refused"; });
      new WebSocket("ws://127.0.0.1:9/");</script>"""
    result, _ = drawn({"/": page(script)})
    assert "<p>refused</p>" in result.html
    assert result.refused >= 2


def test_robots_txt_holds_for_what_a_script_asks_for() -> None:
    script = "<p></p><script>fetch('/secret/a').catch(() => document.querySelector('p').textContent = 'no')</script>"
    robots = response(b"User-agent: *\nDisallow: /secret/")
    result, server = drawn({"/": page(script), "/secret/a": response(b"x"), "/robots.txt": robots})
    assert "<p>no</p>" in result.html
    assert "/secret/a" not in server.paths()


def test_a_page_that_never_rests_is_taken_as_it_stands() -> None:
    script = "<p>text</p><script>setInterval(() => fetch('/tick'), 50)</script>"
    result, _ = drawn({"/": page(script), "/tick": response(b"1")}, timeout_s=2.0)
    assert "<p>text</p>" in result.html
    assert not result.is_complete
    assert len(result.parts) <= 150


def test_a_script_that_hangs_costs_one_page_and_says_so() -> None:
    async def run() -> Rendered:
        pages = {"/": page("<script>for (;;) {}</script>"), "/b": page("<p>after</p>")}
        async with serving(pages) as server, _client(server.url) as client, Renderer(timeout_s=1.0) as renderer:
            with pytest.raises(FetchError) as caught:
                await renderer.render(server.url + "/", client.get, user_agent="test")
            assert caught.value.kind == "render"
            return await renderer.render(server.url + "/b", client.get, user_agent="test")

    assert "<p>after</p>" in asyncio.run(run()).html


def test_an_error_of_the_page_itself_is_the_page_s_error() -> None:
    with pytest.raises(FetchError) as caught:
        drawn({}, "/nothing")
    assert (caught.value.kind, caught.value.status) == ("status", 404)


def test_a_browser_that_is_killed_is_replaced_and_none_is_left_behind() -> None:
    async def run(site: SampleSite) -> str:
        async with _client(site.url) as client, Renderer() as renderer:
            await renderer.render(site.url + "/en/economy/10441", client.get, user_agent="test")
            for child in browsers():
                with contextlib.suppress(ProcessLookupError):  # some end with their parents
                    os.kill(child.pid, signal.SIGKILL)
            return (await _again(renderer, site.url + "/en/economy/10441", client)).html

    with SampleSite(is_app=True) as site:
        assert "Apricots from the Isvaran valley" in asyncio.run(run(site))
    assert browsers() == []


def test_a_driver_that_is_killed_is_replaced_in_silence(caplog: pytest.LogCaptureFixture) -> None:
    async def run(site: SampleSite) -> str:
        async with _client(site.url) as client, Renderer() as renderer:
            await renderer.render(site.url + "/en/economy/10441", client.get, user_agent="test")
            for child in psutil.Process().children():
                child.kill()
            return (await _again(renderer, site.url + "/en/economy/10441", client)).html

    with SampleSite(is_app=True) as site:
        assert "Apricots from the Isvaran valley" in asyncio.run(run(site))
    gc.collect()
    assert caplog.records == []
    assert browsers() == []


def test_a_browser_that_cannot_start_is_told_in_a_line_and_is_not_started_for_each_page(tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text(f"#!/bin/sh\necho started >> {tmp_path}/starts\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)

    async def run() -> list[FetchError]:
        caught = []
        async with _client("http://127.0.0.1/") as client, Renderer(executable=str(broken)) as renderer:
            for _ in range(3):
                with pytest.raises(FetchError) as error:
                    await renderer.render("http://127.0.0.1/", client.get, user_agent="test")
                caught.append(error.value)
        return caught

    caught = asyncio.run(run())
    assert {error.kind for error in caught} == {"render"}
    assert all(str(broken) in str(error) and "\n" not in str(error) for error in caught)
    assert (tmp_path / "starts").read_text().split() == ["started"]


def test_many_pages_in_a_row_leave_no_process_and_no_page_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also over the change of browsers. A thousand were drawn by hand: docs/apps.md."""
    monkeypatch.setattr("scraper.fetch.render.browser.PAGES_OF_A_BROWSER", 10)

    async def run(site: SampleSite) -> list[int]:
        counts = []
        async with _client(site.url) as client, Renderer() as renderer:
            for number in range(24):
                drawn = await renderer.render(f"{site.url}/en/economy/10441?{number}", client.get, user_agent="test")
                assert "Apricots from the Isvaran valley" in drawn.html
                counts.append(len(browsers()))
        return counts

    with SampleSite(is_app=True) as site:
        counts = asyncio.run(run(site))
    assert browsers() == []
    assert max(counts[12:]) <= 2 * max(counts[:8])


def test_what_a_script_asks_for_by_post_is_json_or_not_asked_for() -> None:
    script = """<p></p><script>
      const post = (type, body) => fetch("/graphql", { method: "POST", headers: { "Content-Type": type }, body });
      post("application/json", '{"query": "q"}').then((r) => r.json()).then(async (said) => {
        const form = await post("application/x-www-form-urlencoded", "a=b").then(() => "sent", () => "refused");
        document.querySelector("p").textContent = said.data + " " + form;
      });</script>"""
    result, _ = drawn({"/": page(script), "/graphql": response(b'{"data": "told"}', Content_Type="application/json")})
    assert "<p>told refused</p>" in result.html
    assert [(part.request_body, part.body) for part in result.parts] == [(b'{"query": "q"}', b'{"data": "told"}')]


async def _again(renderer: Renderer, url: str, client: Client) -> Rendered:
    """At most one page is the price of a crash."""
    with contextlib.suppress(FetchError):
        return await renderer.render(url, client.get, user_agent="test")
    return await renderer.render(url, client.get, user_agent="test")


def browsers() -> list[psutil.Process]:
    """Our own Chromium's processes, those of this test process only."""
    return [child for child in psutil.Process().children(recursive=True) if _is_browser(child)]


def _is_browser(process: psutil.Process) -> bool:
    """One that ended since it was listed is none: Chromium's helpers come and go by themselves."""
    try:
        return "chrom" in process.name() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_lost_driver_is_passed_over_and_all_else_goes_to_who_was_told_before() -> None:
    async def scene() -> list[str]:
        told: list[str] = []
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: told.append(str(context["exception"])))
        async with Renderer():
            for message in ("Connection closed while reading from the driver", "a mistake"):
                loop.create_future().set_exception(Exception(message))
            gc.collect()
        return told

    assert asyncio.run(scene()) == ["a mistake"]
