"""The thread that keeps what came raw: it packs and writes answers in their order, and the event loop goes on.

Where many pages are in hand it gets several at once: each time that it is woken it interrupts somebody who reads.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from queue import SimpleQueue
from threading import Thread

from db import Database, payloads
from db.frozen import frozen
from scraper.archive import Capture, Exchange, Original, WarcWriter
from scraper.crawl.errand import Done, Outcome, tell
from scraper.response import Response

AT_ONCE = 16
"""Errands that are gathered before the thread is woken, and whose outcomes are told together; ..."""

MOMENT_S = 0.05
"""... none waits for others longer than that."""


@frozen
class _Errand:
    answers: Sequence[Response]
    known: str | None
    done: Done


class Archivist:
    """What was handed over is kept even when the caller is cancelled."""

    def __init__(self, database: Database, warc: WarcWriter) -> None:
        self._database = database
        self._warc = warc
        self._gathered: list[_Errand] = []
        self._alarm: asyncio.TimerHandle | None = None
        """While something is gathered."""
        self._handed: SimpleQueue[list[_Errand] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="dateline-archive")
        self._thread.start()

    async def keep(self, answers: Sequence[Response], known: str | None, *, can_wait: bool = False) -> list[Capture]:
        """As of `Desk.keep`. `can_wait`: more answers will come in a moment."""
        loop = asyncio.get_running_loop()
        errand = _Errand(answers, known, loop.create_future())
        self._gathered.append(errand)
        if not can_wait or len(self._gathered) >= AT_ONCE:
            self._hand_over()
        elif self._alarm is None:
            self._alarm = loop.call_later(MOMENT_S, self._hand_over)
        captures: list[Capture] = await errand.done
        return captures

    def close(self) -> None:
        """When all is kept."""
        self._hand_over()
        self._handed.put(None)
        self._thread.join()

    def _hand_over(self) -> None:
        """To the thread, all that is gathered."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._gathered:
            self._handed.put(self._gathered)
            self._gathered = []

    def _work(self) -> None:
        while (errands := self._handed.get()) is not None:
            tell([(errand.done, self._keep(errand)) for errand in errands])

    def _keep(self, errand: _Errand) -> Outcome:
        try:
            return Outcome(self._warc.write(self._exchanges(errand.answers, errand.known)))
        except Exception as error:  # whoever handed it over gets it
            return Outcome(error=error)

    def _exchanges(self, answers: Sequence[Response], known: str | None) -> list[Exchange]:
        """Each answer with the earlier capture of the same payload.

        We look for one only where it is likely: a new page is hardly ever the same as another, and every look costs.
        """
        *way, last = answers
        digests = [*(answer.payload_digest for answer in way), known if is_same(last, known) else None]
        if not any(digests):
            return [Exchange(last)]
        with self._database.read() as connection:
            found = [payloads.payload(connection, digest) if digest else None for digest in digests]
        originals = [Original(kept.url, kept.fetched_at, kept.digest) if kept else None for kept in found]
        return list(map(Exchange, answers, originals))


def is_same(answer: Response, known: str | None) -> bool:
    """Whether the answer is the payload that we know already, or says that it is."""
    return answer.not_modified or answer.payload_digest == known
