"""Articles that came into the archive before they could be recognised are recognised now, from their stored texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from db import Database, articles, marks
from db.article_rows import TextRow
from db.connection import Connection
from db.marks import Wanted
from scraper.article import Article
from scraper.crawl.recognise import recognise_again
from scraper.identify import Fingerprint, clues, fingerprint

BATCH = 200
"""Articles a transaction."""


def recognise_archive(database: Database, now: datetime, done: Callable[[], None]) -> int:
    """Recognise every article that the index of texts doesn't know; how many these were.

    Goes by id, in short transactions, and calls `done` after each article. May be stopped and started again, and run
    beside a crawl.
    """
    last, count = 0, 0
    while True:
        with database.write() as connection:
            rows = articles.texts_after(connection, last, BATCH)
            for row in rows:
                count += _recognise(connection, row, now)
                done()
        if not rows:
            return count
        last = rows[-1].id


def _recognise(connection: Connection, row: TextRow, now: datetime) -> bool:
    mark = fingerprint(row.text)
    if not mark.keys or _is_known(connection, row.id, mark):
        return False
    hints = clues(Article(text=row.text, image_url=row.image_url), row.canonical_url)
    recognise_again(connection, row.id, mark, hints, now)
    return True


def _is_known(connection: Connection, article_id: int, mark: Fingerprint) -> bool:
    return any(article_id in ids for ids in marks.find(connection, Wanted(keys=mark.keys)).holders.values())
