"""One page: fetch it, keep it raw, read it, decide which article it is, store that."""

from __future__ import annotations

from db import frontier
from db.frontier import Discovery, PageRow
from db.frozen import frozen
from scraper.archive import Capture
from scraper.crawl.ask import ask, ask_for_page
from scraper.crawl.keep import keep
from scraper.crawl.lists import listed_answer, needs_no_fetch
from scraper.crawl.outcomes import note_alias, note_broken, note_failed, note_rejected, note_unchanged
from scraper.crawl.parts import Parts
from scraper.crawl.record import outcome_of
from scraper.crawl.rules import configured_rules, warn_of_ended
from scraper.crawl.serving import Got
from scraper.crawl.soft404 import leads_home, says_gone
from scraper.crawl.store import Arrival, Stored, store_articles
from scraper.crawl.teach import Teacher
from scraper.crawl.to_read import to_read
from scraper.crawl.trust import Trust
from scraper.crawl.underway import Underway
from scraper.crawl.work import HITS_ALL, Work, log, now
from scraper.errors import FetchError
from scraper.fetch import OBEYED, Validators, page_signals, reserved
from scraper.identify import trusted_canonical, url_key
from scraper.reading import PageToRead, ReaderDied, Reading, ReadingFailed
from scraper.response import Response
from scraper.schedule import BROKEN_AGAIN, retry_page


@frozen
class Fetched:
    """A page and what its server said."""

    page: PageRow
    answer: Response | FetchError


class Visitor:
    """Visits the pages of one pass, in two halves, so that the next page is fetched while this one is read."""

    def __init__(self, work: Work, teacher: Teacher) -> None:
        self.work = work
        self._teacher = teacher
        warn_of_ended(work.config.file, work.row.name, configured_rules(work.settings), now().date())
        self._parts = Parts(work, self._to_read)
        self._trust = Trust(work)
        self._underway = Underway()

    async def fetch(self, page: PageRow) -> Fetched | None:
        """The first half. None for a page that has been fetched in this pass already, by another way, or has broken
        our own code."""
        if not self._underway.begin(page.url_key):
            return None
        try:
            if needs_no_fetch(page):
                return Fetched(page, listed_answer(page, now()))
            return Fetched(page, await self._ask(page, self._trust.validators(page)))
        except BaseException as error:
            self._underway.end(page.url_key)
            if isinstance(error, HITS_ALL) or not isinstance(error, Exception):
                raise
            await self._broken(page, error, None)  # else it would come first in the next pass, and end that one too
            return None

    async def finish(self, fetched: Fetched, *, follow: bool = True) -> str:
        """The second half: its outcome. A page that breaks our own code is noted as failed and costs nobody else."""
        try:
            return await self._finish(fetched, follow=follow)
        except HITS_ALL:
            raise
        except Exception as error:  # the edge of a unit of work: one page
            return await self._broken(fetched.page, error, None)

    async def _finish(self, fetched: Fetched, *, follow: bool) -> str:
        page, answer = fetched.page, fetched.answer
        try:
            outcome = await self._settle(page, answer, follow=follow)
            if _is_304(answer) and self._trust.doubts(page):
                outcome = await self._settle(page, await self._ask(page, Validators()), follow=follow)
                await self._trust.note(page, outcome)
            return outcome
        finally:
            self._underway.end(page.url_key)

    async def _ask(self, page: PageRow, validators: Validators) -> Response | FetchError:
        try:
            if page.fetch_url:
                return await ask(self.work, page.fetch_url, validators)
            return await ask_for_page(self.work, page.url, validators)
        except FetchError as error:
            return error

    async def _settle(self, page: PageRow, answer: Response | FetchError, *, follow: bool) -> str:
        if isinstance(answer, FetchError):
            return await self._failed(page, answer)
        return await self._answered(page, answer, follow=follow)

    async def _failed(self, page: PageRow, error: FetchError, capture: Capture | None = None) -> str:
        """`capture`: of the page's own answer, where the error is about what it says or what belongs to it."""
        work, outcome = self.work, outcome_of(error)
        work.tally.rejected += outcome == "refused"
        work.tally.failed += outcome not in {"refused", "resting"}
        kept = await keep(work, page.url, error, page_id=page.id)
        await work.desk.write(lambda c: note_failed(c, work, page, error, capture or kept), can_wait=True)
        return outcome

    async def _answered(self, page: PageRow, response: Response, *, follow: bool) -> str:
        work = self.work
        work.tally.fetched += not needs_no_fetch(page)
        signals = page_signals(response)
        if said := reserved(signals, work.config.politeness.obey_signals):
            refusal = FetchError("signals", f"{page.url}: it says '{said}', {OBEYED}", status=response.status)
            await work.desk.write(lambda c: frontier.settle(c, page.id, signals=signals))
            return await self._failed(page, refusal)
        capture = None
        if not needs_no_fetch(page):
            capture = await keep(work, page.fetch_url or page.url, response, page.payload_digest, page_id=page.id)
        if response.not_modified or response.payload_digest == page.payload_digest:
            work.tally.not_modified += 1
            await work.desk.write(lambda c: note_unchanged(c, work, page, response, capture), can_wait=True)
            return "not_modified"
        if signals:
            await work.desk.write(lambda c: frontier.settle(c, page.id, signals=signals))
        if leads_home(response):
            told = f"{page.url}: it leads to the home page, {response.final_url}: what stood there is gone"
            return await self._failed(page, FetchError("soft_404", told, status=response.status), capture)
        try:
            return await self._read(Got(page, response, capture), follow=follow)
        except HITS_ALL:
            raise
        except Exception as error:  # as in `finish`, but we know where it is kept
            return await self._broken(page, error, capture)

    async def _broken(self, page: PageRow, error: Exception, capture: Capture | None) -> str:
        self.work.tally.failed += 1
        reason, attempts = _explain(self.work, page, error), page.attempts + 1
        lacked_memory = isinstance(error, ReadingFailed) and error.lacked_memory
        again_at = retry_page("timeout", None, attempts, now()) if lacked_memory else now() + BROKEN_AGAIN
        await self.work.desk.write(lambda c: note_broken(c, self.work, page, reason, capture, again_at))
        return "failed"

    async def _read(self, got: Got, *, follow: bool) -> str:
        work, page, response, capture = self.work, got.page, got.response, got.capture
        learns = self._teacher.learns_from(page)
        reading = await work.tools.readers.read(self._to_read(page, response, learns=learns))
        if says_gone(reading.article):
            told = f"{page.url}: it answers {response.status}, but {reading.article.rejected_because}"
            return await self._failed(page, FetchError("soft_404", told, status=response.status), capture)
        if reading.article.kind == "page":
            work.tally.rejected += 1
            await work.desk.write(lambda c: note_rejected(c, work, got, reading.article), can_wait=True)
            return "rejected"
        return await self._article(got, reading, follow=follow)

    def _to_read(self, page: PageRow, response: Response, *, learns: bool = False) -> PageToRead:
        return to_read(self.work.settings, self._teacher.template, page, response, learns=learns)

    async def _article(self, got: Got, reading: Reading, *, follow: bool) -> str:
        """Store the article under the address that we trust, and let the other ways to it point there.

        The page that a copy (AMP, print, old slug) names as canonical is fetched in its stead, once: what stands
        there is the article, and the copy is stored only when that page yields none.
        """
        work, page = self.work, got.page
        canonical = trusted_canonical(reading.article.canonical_url, got.address)
        key = url_key(canonical)
        if key not in {url_key(got.address), page.url_key} and follow:
            await self._visit_canonical(page, canonical, key)
            if await work.desk.write(lambda c: note_alias(c, work, got, reading.article)):
                return "alias"
        try:
            whole = await self._parts.complete(page, reading)
        except FetchError as error:
            return await self._failed(page, error, got.capture)
        stored = await work.desk.write_together(
            store_articles,
            Arrival(work, got, whole, reading.observation),
            can_wait=bool(self._teacher.template),  # the site's first template is learned from what is stored
        )
        self._count(stored)
        await self._teacher.note(reading.article.language, reading.observation, is_new=stored.outcome == "new")
        return stored.outcome

    async def _visit_canonical(self, page: PageRow, canonical: str, key: str) -> None:
        """Have the canonical page visited: now, unless somebody is at it already; then wait for that."""
        if await self._underway.wait(page.url_key, key, self.work.tools.in_hand):
            return
        told = Discovery(
            canonical, key, page.hint_title, page.hint_published_at, told_by=page.hint_from, address=canonical
        )
        target = await self.work.desk.write(lambda c: frontier.ensure_page(c, self.work.row.id, told, now()))
        if target.article_id is None and (fetched := await self.fetch(target)) is not None:
            await self.finish(fetched, follow=False)

    def _count(self, stored: Stored) -> None:
        tally = self.work.tally
        tally.new += stored.outcome == "new"
        tally.revised += stored.outcome == "revised"
        # A copy was found: this article, or the one that it is the original of and that came in before it.
        tally.duplicates += stored.outcome == "new" and stored.original is not None


def _is_304(answer: Response | FetchError) -> bool:
    return isinstance(answer, Response) and answer.not_modified


def _explain(work: Work, page: PageRow, error: Exception) -> str:
    """Into the log for those who mend it, in short for the page's row."""
    if isinstance(error, ReaderDied):
        log.error("source %s: %s: %s; it is kept raw", work.row.name, page.url, error)
        return str(error)
    if isinstance(error, ReadingFailed):
        log.error("source %s: %s could not be read\n%s", work.row.name, page.url, error.trace)
        return str(error)
    log.error("source %s: %s could not be dealt with", work.row.name, page.url, exc_info=error)
    return f"{type(error).__name__}: {error}"
