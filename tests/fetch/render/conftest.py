"""A real Chromium: CI installs it and must have it; elsewhere its tests are left out where there is none."""

from __future__ import annotations

import os

import pytest

from scraper.fetch.render import find_chromium


@pytest.fixture(autouse=True)
def chromium() -> str:
    found = find_chromium()
    if found is None and os.environ.get("CI"):
        pytest.fail("CI must install Chromium")
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    return found
