"""Learning a site's template while its pages come in: what each shows is kept, and every few pages it is looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from db import templates
from db.frontier import PageRow
from db.templates import TemplateRow
from scraper.crawl.work import Work, now
from scraper.reading.lesson import WINDOW, Lesson

EVERY = 10
"""Pages after which the template is learned anew within a pass, or as many more as it was learned from; after each
time three times as many. Learning takes a millisecond or two for each page that it looks at."""

SHARE = 10
"""At a pass's end it is learned anew when there is a page for every so many that it was learned from: what one more
page among hundreds shows changes next to nothing, and looking through hundreds costs more than reading that page."""

SAMPLED = 3
"""Once enough pages are known, one of so many is looked at. It takes a third as long as reading the page."""

SELDOM = 50
"""The same once a pass has looked at enough itself: newest come first, so what follows would hardly be looked at."""

ENOUGH = 0.9
"""Of the pages that are known, so large a share is of languages of which there are as many as are ever looked at."""


class Teacher:
    """One pass's view of a source's template. Processes share it through the database; each reads it at its start."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._unused = 0
        """Pages that were noted since the template was learned."""
        self._pages = 0
        """That it was learned from."""
        self._pause = EVERY
        """So many of them before it is learned anew."""
        self._known: Counter[str] = Counter()
        """Pages that are kept, by language."""
        self._seen: Counter[str] = Counter()
        """Those of them that this pass has looked at."""
        self._is_settled = False
        """Whether a page more or less hardly changes it."""
        self.template = ""
        """Packed, as it goes to the readers."""

    async def prepare(self) -> None:
        desk, source_id = self._work.desk, self._work.row.id
        row = await desk.write(lambda c: templates.load(c, source_id))
        if row is not None:
            self.template, self._pages = row.learned, row.pages
            self._unused = await desk.write(lambda c: templates.count_since(c, source_id, row.learned_at))
            await self._count()
        self._pause = max(EVERY, self._pages)

    def learns_from(self, page: PageRow) -> bool:
        """Whether what this page shows of the template is wanted."""
        if not self._is_settled:
            return True
        return page.id % (SELDOM if is_settled(self._seen) else SAMPLED) == 0

    async def note(self, language: str | None, observation: bytes | None, *, is_new: bool) -> None:
        """What one more page shows is kept; after some it is time to learn, and as soon as enough are known."""
        if observation is None:
            return
        self._unused += 1
        self._known[language or ""] += is_new
        self._seen[language or ""] += 1
        if self._unused >= self._pause:
            self._pause *= 3
            await self._learn()
        elif not self._is_settled and is_settled(self._known):
            self._is_settled = True
            await self._learn()

    async def conclude(self) -> None:
        """At the end of the pass: the next one starts with what this one saw."""
        if self._unused and self._unused * SHARE >= self._pages:
            await self._learn()

    async def _learn(self) -> None:
        self._unused = 0
        desk, source_id, moment = self._work.desk, self._work.row.id, now()
        shown = await desk.write(lambda c: templates.newest_pages(c, source_id, WINDOW))
        learned = await self._work.tools.readers.read(Lesson(tuple(shown), self.template, moment.date().isoformat()))
        self.template, self._pages = learned.template, learned.pages
        await self._count()
        row = TemplateRow(self._work.row.name, moment, learned.pages, learned.stories, learned.template)
        await desk.write(lambda c: templates.save(c, source_id, row))

    async def _count(self) -> None:
        source_id = self._work.row.id
        self._known = Counter(await self._work.desk.write(lambda c: templates.pages_by_language(c, source_id)))
        self._is_settled = is_settled(self._known)


def is_settled(pages: Mapping[str, int]) -> bool:
    """Whether enough pages are known. `pages`: how many of each language."""
    full = sum(count for count in pages.values() if count >= WINDOW)
    return full > 0 and full >= ENOUGH * sum(pages.values())
