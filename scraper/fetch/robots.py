"""Every host's robots.txt: what it forbids us, what it wants of us, and what it names (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from urllib.parse import urljoin

from db.frozen import frozen
from scraper.errors import FetchError
from scraper.fetch.address import robots_of
from scraper.fetch.copies import MOST_READ, Copies, RobotsCopy
from scraper.fetch.limits import GENERAL, Site
from scraper.fetch.recent import Recent
from scraper.fetch.rules import RobotsRules, parse_robots
from scraper.fetch.signals import OBEYED, reserved

MAX_REDIRECTS = 5
"""RFC 9309, 2.3.1.2: at least five; beyond them the file counts as missing."""


@frozen
class RobotsFile:
    """What one host allows us."""

    copy: RobotsCopy
    rules: RobotsRules

    def require(self, url: str, agent: str) -> None:
        """Raise FetchError unless we may fetch the URL: `robots`, or the class of the trouble with the file itself."""
        copy = self.copy
        if not copy.is_known:
            raise FetchError(
                copy.trouble_kind or "connect",
                f"{url}: nothing is fetched from this host, since its robots.txt can't be had: {copy.trouble}",
                status=copy.trouble_status,
                retry_after_s=max((copy.expires_at - datetime.now(UTC)).total_seconds(), 1.0),
            )
        refusal = self.rules.refuses(url, agent)
        if refusal is not None:
            group, rule = refusal
            told = f"{copy.place}, line {rule.line}, '{rule.text}' of the group for '{group.agent}'"
            raise FetchError("robots", f"{url}: {told} disallows it for {agent}; leave it, or ask the publisher")

    def crawl_delay_s(self, agent: str) -> float:
        group = self.rules.group_for(agent)
        return (group.crawl_delay_s if group else None) or 0.0

    def require_use(self, url: str, agent: str, obeyed: Collection[str]) -> None:
        """Raise FetchError `signals` where it reserves one of these uses of its content."""
        found = reserved([f"{name}: {value}" for name, value in self.signals(agent)], obeyed)
        if found is not None:
            raise FetchError("signals", f"{url}: {self.copy.place} says '{found}', {OBEYED}")

    def signals(self, agent: str) -> tuple[tuple[str, str], ...]:
        """What it says on the use of its content: (`content-signal` or `content-usage`, value) pairs."""
        group = self.rules.group_for(agent)
        return tuple(group.signals) if group else ()

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(urljoin(self.copy.place, url) for url in self.rules.sitemaps if url))


class Robots:
    """What every host's robots.txt says, read once for each copy of it."""

    def __init__(self, copies: Copies) -> None:
        self._copies = copies
        self._files: Recent[RobotsFile] = Recent(MOST_READ)

    async def of(self, url: str, site: Site = GENERAL) -> RobotsFile:
        """The file that holds for this URL. Raises FetchError `url`."""
        place = robots_of(url)
        copy = await self._copies.of(place, site)
        file = self._files.get(place)
        if file is None or file.copy is not copy:
            file = RobotsFile(copy, parse_robots(copy.body or b""))
            self._files.put(place, file, copy.weight)
        return file


def product_token(user_agent: str) -> str:
    """The name in a User-Agent that a robots.txt can address us by: `Dateline` in `Dateline/1.0 (+https://...)`.

    The rest of it must not be matched: rules for a bot called `example` don't mean a contact at example.org.
    """
    inner = re.search(r"compatible;\s*([^\s/;,()]+)", user_agent, re.IGNORECASE)
    first = re.match(r"\s*([^\s/;,()]+)", user_agent)
    found = inner or first
    return found[1] if found else user_agent
