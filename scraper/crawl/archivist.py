"""The thread that keeps what came raw: it packs and writes answers in their order, and the event loop goes on."""

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

AT_ONCE = 4
"""Errands whose outcomes are told together while more lie there; the reader of the first is not to wait for long."""


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
        self._errands: SimpleQueue[_Errand | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="dateline-archive")
        self._thread.start()

    async def keep(self, answers: Sequence[Response], known: str | None) -> list[Capture]:
        """As of `Desk.keep`."""
        errand = _Errand(answers, known, asyncio.get_running_loop().create_future())
        self._errands.put(errand)
        captures: list[Capture] = await errand.done
        return captures

    def close(self) -> None:
        """When all is kept."""
        self._errands.put(None)
        self._thread.join()

    def _work(self) -> None:
        outcomes: list[tuple[Done, Outcome]] = []
        while (errand := self._errands.get()) is not None:
            outcomes.append((errand.done, self._keep(errand)))
            if self._errands.empty() or len(outcomes) == AT_ONCE:
                tell(outcomes)
                outcomes = []
        tell(outcomes)

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
