"""The survey itself: look at the front page, try every candidate, read a few articles, judge."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.discover import Entry, Listing, ListRule, read_feed, read_json_list, read_section, read_sitemap
from scraper.discover.software import INTERFACES
from scraper.errors import FetchError
from scraper.fetch import Client
from scraper.identify import url_key
from scraper.parse import parse
from scraper.parse.charset import decode
from scraper.response import Response
from scraper.survey.candidates import candidates, languages_of, sections_of, software_of
from scraper.survey.choose import choose
from scraper.survey.findings import Candidate, Sampled, Survey, Trial

if TYPE_CHECKING:
    from scraper.fetch.render import Renderer

SAMPLES = 4
MAX_FILES = 3
"""Sitemap files of an index that are looked into, the newest first."""

Told = Callable[[str], None]
"""Gets a line about what is being done."""


async def look_over(client: Client, url: str, renderer: Renderer | None, agent: str, told: Told = print) -> Survey:
    """Find out how a site is best read. `renderer`: None where no browser is to be had.

    Raises FetchError where the front page itself can't be had.
    """
    surveyor = _Surveyor(client, renderer, agent, told)
    return await surveyor.survey(url)


class _Surveyor:
    def __init__(self, client: Client, renderer: Renderer | None, agent: str, told: Told) -> None:
        self.client = client
        self.renderer = renderer
        self.agent = agent
        self.told = told
        self.draws = False

    async def survey(self, url: str) -> Survey:
        home = await self.client.get(url)
        html = _text(home)
        robots = await self.client.robots(home.final_url)
        trials = [await self._try(c) for c in candidates(html, home.final_url, robots.sitemaps)]
        samples = await self._sample(trials)
        if not any(sample.problem is None for sample in samples) and self.renderer is not None:
            self.told(f"{url}: nothing to be read without a script; asking a browser")
            self.draws = True
            drawn = _text(await self._page(home.final_url))
            places = [home.final_url, *sections_of(drawn, home.final_url)]
            trials += [await self._try(Candidate("section", place, told=True)) for place in places]
            samples = await self._sample(trials)
            html = drawn
        return Survey(
            url=home.final_url,
            name=name_of(home.final_url),
            software=software_of(_text(home)),
            languages=languages_of(html),
            judged=tuple(choose(trials)),
            samples=tuple(samples),
            is_rendered=self.draws,
        )

    async def _try(self, candidate: Candidate) -> Trial:
        self.told(f"trying {candidate.kind} {candidate.url}")
        try:
            if candidate.kind == "section":
                return trial_of(candidate, await self._section(candidate.url))
            response = await self.client.get(candidate.url)
        except FetchError as error:
            return Trial(candidate, problem="there is none" if error.status in {404, 410} else str(error))
        listing = read(candidate, response)
        if listing.kind == "sitemap_index":
            listing = await self._read_index(listing)
        return trial_of(candidate, listing)

    async def _section(self, url: str) -> Listing:
        response = await self._page(url)
        return read_section(response.body, response.final_url, response.charset)

    async def _read_index(self, index: Listing) -> Listing:
        oldest = datetime.min.replace(tzinfo=UTC)
        newest = sorted(index.children, key=lambda child: child.lastmod or oldest, reverse=True)[:MAX_FILES]
        entries: list[Entry] = []
        for child in newest:
            try:
                response = await self.client.get(child.url)
            except FetchError:
                continue
            entries += read_sitemap(response.body, response.final_url).entries
        return Listing("sitemap", tuple(entries), problem=None if entries else "its files list nothing")

    async def _sample(self, trials: list[Trial]) -> list[Sampled]:
        """Some articles, one of each list in turn, so that every list has its say."""
        queues = [list(trial.urls) for trial in trials if trial.pages and trial.candidate.kind != "wordpress"]
        wanted: dict[str, str] = {}
        while len(wanted) < SAMPLES and any(queues):
            for queue in queues:
                if queue and len(wanted) < SAMPLES:
                    url = queue.pop(0)
                    wanted.setdefault(url_key(url), url)
        return [await self._read_article(url) for url in wanted.values()]

    async def _read_article(self, url: str) -> Sampled:
        self.told(f"reading {url}")
        try:
            response = await self._page(url)
        except FetchError as error:
            return Sampled(url, None, 0, False, str(error))
        article = parse(response.body, response.final_url, charset=response.charset, now=response.fetched_at)
        problem = article.rejected_because if article.kind == "page" else None
        return Sampled(url, article.title, article.word_count, article.published_at is not None, problem)

    async def _page(self, url: str) -> Response:
        if not self.draws or self.renderer is None:
            return await self.client.get(url)
        drawn = await self.renderer.render(url, self.client.get, user_agent=self.agent)
        return replace(drawn.page, body=drawn.html.encode("utf-8", "replace"), headers=(("Content-Type", UTF8),))


UTF8 = "text/html; charset=utf-8"


def read(candidate: Candidate, response: Response) -> Listing:
    if candidate.kind == "feed":
        return read_feed(response.body, response.final_url, response.header("Content-Type"))
    if candidate.kind == "wordpress":
        known = INTERFACES["wordpress"]
        rule = ListRule(candidate.url, known.items, known.fields, known.article)
        return read_json_list(response.body, response.final_url, rule)
    return read_sitemap(response.body, response.final_url)


def trial_of(candidate: Candidate, listing: Listing) -> Trial:
    """What a listing is worth; addresses that are none count for nothing."""
    pages: dict[str, str] = {}
    for entry in listing.entries:
        try:
            pages.setdefault(url_key(entry.url), entry.url)
        except ValueError:
            continue
    told = [moment for entry in listing.entries if (moment := entry.published_at or entry.updated_at) is not None]
    return Trial(candidate, frozenset(pages), tuple(pages.values()), max(told, default=None), listing.problem)


def name_of(url: str) -> str:
    """A name for the source: the site's, without what all sites have in theirs."""
    host = (urlsplit(url).hostname or "site").removeprefix("www.")
    if re.fullmatch(r"[\d.]+|.*:.*", host):
        return "site"
    name = host.rpartition(".")[0] or host
    return re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-.") or "site"


def _text(response: Response) -> str:
    return decode(response.body, response.charset)
