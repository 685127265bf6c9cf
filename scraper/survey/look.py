"""The survey itself: look at the front page, try every candidate, read a few articles, judge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scraper.discover import Entry, endpoints_of
from scraper.errors import FetchError
from scraper.fetch import Client
from scraper.identify import clean_url, url_key
from scraper.survey.addresses import article_pattern
from scraper.survey.candidates import candidates, sections_of, software_of
from scraper.survey.choose import choose
from scraper.survey.explore import MORE, plans_of_drawn, plans_without_browser
from scraper.survey.findings import Candidate, Judged, Sampled, Survey, Trial
from scraper.survey.languages import languages_of, other_homes
from scraper.survey.plan import Plan
from scraper.survey.site import SurveyedSite, Told, links_of, text_of

if TYPE_CHECKING:
    from scraper.fetch.render import Renderer

SAMPLES = 2
"""Articles that are read of each list that is taken."""

MOST_FEEDS = 12
"""Feeds of sections and of other languages that are tried."""


async def look_over(client: Client, url: str, renderer: Renderer | None, agent: str, told: Told = print) -> Survey:
    """Find out how a site is best read. `renderer`: None where no browser is to be had.

    Raises FetchError where the front page itself can't be had.
    """
    return await _Surveyor(SurveyedSite(client, renderer, agent, told)).survey(url)


class _Surveyor:
    """`trials`: of all that has been tried; `samples`: the articles that were read, by the key of their page."""

    def __init__(self, site: SurveyedSite) -> None:
        self.site = site
        self.trials: list[Trial] = []
        self.samples: dict[str, Sampled] = {}

    async def survey(self, url: str) -> Survey:
        home = await self.site.page(url)
        address, html = home.final_url, text_of(home)
        robots = await self.site.client.robots(address)
        await self._try(candidates(html, address, robots.sitemaps))
        await self._try(await self._elsewhere(html, address))
        judged = await self._judge()
        shown = html
        if not self._reads:
            judged, shown = await self._look_behind(address, html)
        return Survey(
            url=address,
            name=name_of(address),
            software=software_of(html),
            languages=self._languages(languages_of(shown, address)),
            judged=tuple(judged),
            samples=tuple(self.samples.values()),
            article_pattern=article_pattern(self._article_urls(judged)),
        )

    @property
    def _reads(self) -> bool:
        return any(sample.problem is None for sample in self.samples.values())

    async def _try(self, places: Iterable[Candidate]) -> None:
        known = {_identity(trial.candidate) for trial in self.trials}
        for candidate in places:
            if _identity(candidate) not in known:
                known.add(_identity(candidate))
                self.trials.append(await self.site.attempt(candidate))

    async def _elsewhere(self, html: str, home: str) -> list[Candidate]:
        """What section pages and front pages in other languages name: feeds, and those front pages themselves."""
        others = other_homes(html, home)
        found = [Candidate("section", other, told=True) for other in others]
        feeds: dict[str, None] = {}
        for page in [*others, *sections_of(html, home)]:
            try:
                response = await self.site.page(page)
            except FetchError:
                continue
            feeds |= dict.fromkeys(feed for _, feed in endpoints_of(response.body, response.final_url))
            if page in others:
                found += [Candidate("section", s, told=True) for s in sections_of(text_of(response), page)]
        return [*(Candidate("feed", feed, told=True) for feed in list(feeds)[:MOST_FEEDS]), *found]

    async def _judge(self) -> list[Judged]:
        """Choose, read some of what each list alone has, and choose anew where that is no article."""
        while True:
            judged = choose(self.trials)
            for place, item in enumerate(judged):
                if item.is_taken and not await self._has_articles(item):
                    self.trials[place] = replace(
                        item.trial,
                        pages=item.trial.pages - item.only_here,
                        problem=_why(self._sampled(item)),
                    )
                    break
            else:
                return judged

    async def _has_articles(self, item: Judged) -> bool:
        own = [entry for entry in item.trial.entries if url_key(entry.url) in item.only_here]
        for entry in _spread(own):
            key = url_key(entry.url)
            if key not in self.samples:
                self.samples[key] = await self.site.read(entry, item.trial.candidate)
        return any(sample.problem is None for sample in self._sampled(item))

    def _sampled(self, item: Judged) -> list[Sampled]:
        return [sample for key, sample in self.samples.items() if key in item.only_here]

    async def _look_behind(self, home: str, html: str) -> tuple[list[Judged], str]:
        """Nothing can be read as it comes: look for the JSON that the pages are made from, else let a browser draw."""
        site = self.site
        await self._try(_of_plans(await plans_without_browser(site, home, html, links_of(html, home))))
        judged = await self._judge()
        if self._reads or site.renderer is None:
            return judged, html
        site.told(f"{home}: nothing to be read without a script; asking a browser")
        try:
            drawn = await site.draw(home, MORE)
        except FetchError as error:
            site.told(str(error))
            return judged, html
        self.samples.clear()
        await self._try(_of_plans(await plans_of_drawn(site, home, drawn)))
        judged = await self._judge()
        if not self._reads:
            self.samples.clear()
            lists = [t.candidate for t in self.trials if t.entries and t.candidate.kind in {"feed", "sitemap"}]
            places = [home, *sections_of(drawn.html, home)]
            pages = [Candidate("section", place, told=True) for place in places]
            await self._try(replace(candidate, is_drawn=True) for candidate in [*lists, *pages])
            judged = await self._judge()
        return judged, drawn.html

    def _languages(self, told: Sequence[str]) -> tuple[str, ...]:
        """What the pages tell, and what the articles are written in."""
        read = [sample.language for sample in self.samples.values() if sample.problem is None]
        return tuple(dict.fromkeys([*told, *(language for language in read if language)]))

    def _article_urls(self, judged: Sequence[Judged]) -> list[str]:
        """The addresses that the taken lists name, if an article could be read at all."""
        listed = [clean_url(entry.url) for item in judged if item.is_taken for entry in item.trial.entries]
        return list(dict.fromkeys(url for url in listed if url)) if self._reads else []


def _identity(candidate: Candidate) -> tuple[str, str, bool]:
    return (candidate.kind, candidate.url.partition("#")[0].rstrip("/"), candidate.is_drawn)


def _of_plans(plans: Sequence[Plan]) -> list[Candidate]:
    return [Candidate("json", plan.url, told=True, plan=plan) for plan in plans]


def _spread(entries: Sequence[Entry]) -> list[Entry]:
    """Some of them, from all over the list: its newest, and one further down."""
    step = max(1, len(entries) // SAMPLES)
    return list(entries[::step][:SAMPLES])


def _why(samples: Sequence[Sampled]) -> str:
    reason = next((sample.problem for sample in samples if sample.problem), "nothing")
    return f"what it alone lists is no article: {reason}"


def name_of(url: str) -> str:
    """A name for the source: the site's, without what all sites have in theirs."""
    host = (urlsplit(url).hostname or "site").removeprefix("www.")
    if re.fullmatch(r"[\d.]+|.*:.*", host):
        return "site"
    name = host.rpartition(".")[0] or host
    return re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-.") or "site"
