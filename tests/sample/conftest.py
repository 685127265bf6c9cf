"""The sample site on loopback, and a client that asks it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scraper.sample import SampleSite


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite() as site:
        yield site


@pytest.fixture
def client(site: SampleSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site.url, trust_env=False, headers={"User-Agent": "tester"}) as client:
        yield client
