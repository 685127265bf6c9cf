"""The site that is looked over: its pages as they come and as a browser draws them, its lists, its articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from db.frozen import frozen
from scraper.article import Article
from scraper.discover import (
    Entry,
    Listing,
    first_pages,
    post_of,
    read_feed,
    read_json_list,
    read_section,
    read_sitemap,
)
from scraper.errors import FetchError
from scraper.fetch import Client
from scraper.identify import url_key
from scraper.parse import Hints, parse
from scraper.parse.charset import decode
from scraper.parse.item import item_page
from scraper.response import Response
from scraper.survey.findings import Candidate, Sampled, Trial
from scraper.survey.infer import Answer, read_answer
from scraper.survey.plan import Plan
from scraper.survey.requests import read_request

if TYPE_CHECKING:
    from scraper.fetch.render import Renderer

MAX_FILES = 3
"""Sitemap files of an index that are looked into, the newest first."""

MAX_LISTS = 30
"""Lists of a JSON interface that are tried."""

HTML = (("Content-Type", "text/html; charset=utf-8"),)

Told = Callable[[str], None]
"""Gets a line about what is being done."""


@frozen
class Drawn:
    """A page that a browser drew: `links` and their texts, and the answers that it was made from."""

    html: str
    links: dict[str, str]
    parts: tuple[Response, ...]

    @property
    def answers(self) -> list[Answer]:
        """Those that are JSON."""
        found = []
        for part in self.parts:
            request, said = read_request(part.url, part.request_body), read_answer(part.body)
            if request is not None and said is not None:
                found.append(Answer(request, said))
        return found


class SurveyedSite:
    """Asks the site, politely and within the guard. `renderer`: None where no browser is to be had."""

    def __init__(self, client: Client, renderer: Renderer | None, agent: str, told: Told) -> None:
        self.client = client
        self.renderer = renderer
        self.told = told
        self._agent = agent
        self._pages: dict[str, Response] = {}

    async def page(self, url: str) -> Response:
        """A page as it comes; asked for once in a survey. Raises FetchError."""
        if url not in self._pages:
            self._pages[url] = await self.client.get(url)
        return self._pages[url]

    async def draw(self, url: str, more: int = 0) -> Drawn:
        """Raises FetchError, also where there is no browser."""
        if self.renderer is None:
            raise FetchError("render", f"{url}: there is no browser to draw it")
        self.told(f"drawing {url}")
        drawn = await self.renderer.render(url, self.client.get, user_agent=self._agent, more=more)
        return Drawn(drawn.html, links_of(drawn.html, drawn.page.final_url), drawn.parts)

    async def attempt(self, candidate: Candidate) -> Trial:
        """What the candidate yields; what can't be had is its problem."""
        self.told(f"trying {candidate.kind} {candidate.url}")
        try:
            return trial_of(candidate, await self._listing(candidate))
        except FetchError as error:
            return Trial(candidate, problem="there is none" if error.status in {404, 410} else str(error))

    async def _listing(self, candidate: Candidate) -> Listing:
        if candidate.plan is not None:
            return await self._json(candidate.plan)
        is_drawn = candidate.is_drawn and candidate.kind == "section"
        response = await self._page(candidate.url, is_drawn=is_drawn)
        if candidate.kind == "section":
            return read_section(response.body, response.final_url, response.charset)
        if candidate.kind == "feed":
            return read_feed(response.body, response.final_url, response.header("Content-Type"))
        listing = read_sitemap(response.body, response.final_url)
        return await self._read_index(listing) if listing.kind == "sitemap_index" else listing

    async def _json(self, plan: Plan) -> Listing:
        """The first pages of its lists, as one. Raises FetchError where not one of them can be had."""
        rule = plan.rule()
        listings, error = [], None
        for url in list(first_pages(rule))[:MAX_LISTS]:
            try:
                response = await self.client.get(url, body=post_of(rule, url))
                listings.append(read_json_list(response.body, url, rule))
            except FetchError as failed:
                error = failed
        if not listings:
            raise error or FetchError("url", f"{plan.url}: nothing says what stands for the names in braces")
        entries = tuple(entry for listing in listings for entry in listing.entries)
        return Listing("json", entries, problem=None if entries else listings[0].problem)

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

    async def read(self, entry: Entry, candidate: Candidate) -> Sampled:
        """One article, as a crawl would read it."""
        self.told(f"reading {entry.url}")
        try:
            article = await self._article(entry, candidate)
        except FetchError as error:
            return Sampled(entry.url, None, 0, False, None, str(error))
        problem = article.rejected_because if article.kind == "page" else None
        has_date = article.published_at is not None
        return Sampled(entry.url, article.title, article.word_count, has_date, article.language, problem)

    async def _article(self, entry: Entry, candidate: Candidate) -> Article:
        said = read_answer(entry.item.encode()) if entry.item else None
        if said is not None and (entry.fetch_url or said.get("text")):
            answer = await self.client.get(entry.fetch_url) if entry.fetch_url else None
            fields = candidate.plan.text_fields if candidate.plan else None
            page = item_page(said, answer.body if answer else None, fields, answer.charset if answer else None)
            return parse(page, entry.url)
        response = await self._page(entry.url, is_drawn=candidate.is_drawn)
        hints = Hints(entry.title, entry.published_at, "list" if candidate.kind == "json" else candidate.kind)
        moment = response.fetched_at
        return parse(response.body, response.final_url, charset=response.charset, hints=hints, now=moment)

    async def _page(self, url: str, *, is_drawn: bool) -> Response:
        if not is_drawn or self.renderer is None:
            return await self.page(url)
        drawn = await self.renderer.render(url, self.client.get, user_agent=self._agent)
        return replace(drawn.page, body=drawn.html.encode("utf-8", "replace"), headers=HTML)


def trial_of(candidate: Candidate, listing: Listing) -> Trial:
    """What a listing is worth; addresses that are none count for nothing."""
    pages: dict[str, Entry] = {}
    for entry in listing.entries:
        try:
            pages.setdefault(url_key(entry.url), entry)
        except ValueError:
            continue
    told = [moment for entry in listing.entries if (moment := entry.published_at or entry.updated_at) is not None]
    return Trial(candidate, frozenset(pages), tuple(pages.values()), max(told, default=None), listing.problem)


def links_of(html: str, url: str) -> dict[str, str]:
    """Absolute addresses of all links, each with its longest text."""
    found: dict[str, str] = {}
    for node in LexborHTMLParser(html).css("a[href]"):
        try:
            address = urljoin(url, (node.attributes.get("href") or "").strip()).partition("#")[0]
        except ValueError:
            continue
        text = " ".join(node.text(separator=" ").split())
        if len(text) >= len(found.get(address, "")):
            found[address] = text
    return found


def text_of(response: Response) -> str:
    return decode(response.body, response.charset)
