"""Looks at pages in a real Chromium and tells what axe finds wrong: `browse.py BASE_URL PATH ... [--picture FILE]`.

A program of its own, so that no event loop of Playwright's is left in the tests' process. Prints one JSON object.
"""

from __future__ import annotations

import importlib.resources
import json
import shutil
import sys
from typing import Any

from playwright.sync_api import Browser, sync_playwright

LOOKS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "viewport": {"width": 1100, "height": 800}},
    {"color_scheme": "dark", "viewport": {"width": 1100, "height": 800}},
    {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
)
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def examine(browser: Browser, base: str, paths: list[str]) -> list[str]:
    """What axe finds, page by page; and what overflows a phone's width."""
    wrong = []
    for look in LOOKS:
        context = browser.new_context(bypass_csp=True, **look)  # so that axe itself may be put into the page
        page = context.new_page()
        for path in paths:
            page.goto(base + path)
            page.evaluate(AXE)
            for found in page.evaluate("axe.run()")["violations"]:
                wrong.append(f"{path} {look['color_scheme']}: {found['id']}: {found['nodes'][0]['html'][:200]}")
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"{path}: wider than {look['viewport']['width']}")
        context.close()
    return wrong


def strangers(browser: Browser, base: str, paths: list[str]) -> dict[str, list[str]]:
    """With the policy in force: what was asked of anybody else, and what the browser refused or complained of."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in paths:
        page.goto(base + path)
    context.close()
    return {"asked": [url for url in asked if not url.startswith(base)], "said": said}


def by_keyboard(browser: Browser, base: str) -> str:
    """Tab to the search box, type, and press Enter, without JavaScript; the heading of the page that comes."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base + "/")
    for _ in range(7):
        page.keyboard.press("Tab")
    page.keyboard.type("wirtschaft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=wirtschaft")
    heading = page.locator("mark").first.inner_text()
    context.close()
    return heading


def main(base: str, paths: list[str], picture: str | None) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        if picture:
            page = browser.new_page(viewport={"width": 960, "height": 640})
            page.goto(base + paths[0])
            page.screenshot(path=picture)
        else:
            outcome = {
                "wrong": examine(browser, base, paths),
                **strangers(browser, base, paths),
                "found": by_keyboard(browser, base),
            }
            print(json.dumps(outcome))
        browser.close()


if __name__ == "__main__":
    rest = sys.argv[2:]
    file = rest.pop(rest.index("--picture") + 1) if "--picture" in rest else None
    main(sys.argv[1], [path for path in rest if path != "--picture"], file)
