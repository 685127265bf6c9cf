"""The counts that are kept as articles come are those that one would count."""

from __future__ import annotations

import random
import threading
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, text, update

from db import Database, tally
from db.schema import article
from tests.db.samples import NOW, begin

COUNTED = """SELECT source, day, language, sum(articles), sum(duplicates) FROM counts
GROUP BY 1, 2, 3 HAVING sum(articles) <> 0"""
TO_COUNT = """SELECT source, substr(cast(published_at AS text), 1, 10), language, count(*), count(duplicate_of)
FROM articles GROUP BY 1, 2, 3"""


def row(number: int, chance: random.Random) -> dict[str, object]:
    url = f"https://example.org/{number}"
    facts = {
        "published_at": chance.choice((None, NOW, NOW - timedelta(days=1), NOW - timedelta(days=40))),
        "language": chance.choice((None, "de", "ru")),
        "duplicate_of": chance.choice((None, 1)) if number > 1 else None,
    }
    same = {"authors": [], "keywords": [], "kind": "article", "first_seen_at": NOW, "last_seen_at": NOW}
    return {"id": number, "source_id": 1, "url": url, "canonical_url": url, "url_key": url, **same, **facts}


def counts(database: Database, query: str) -> set[tuple[object, ...]]:
    with database.read() as connection:
        return {tuple(one) for one in connection.execute(text(query))}


def test_the_counts_follow_every_change(database: Database) -> None:
    chance = random.Random(1)
    with database.write() as connection:
        begin(connection)
        connection.execute(insert(article), [row(number, chance) for number in range(1, 61)])
    for number in range(2, 61):
        with database.write() as connection:
            if number % 5 == 0:
                connection.execute(delete(article).where(article.c.id == number))
            else:
                changed = row(number, chance)
                connection.execute(update(article).where(article.c.id == number).values(changed))
            if number % 20 == 0:
                tally.fold(connection)
    assert counts(database, COUNTED) == counts(database, TO_COUNT)
    with database.write() as connection:
        tally.fold(connection)
        kept = connection.execute(text("SELECT count(*) FROM tally")).scalar_one()
    assert kept == len(counts(database, COUNTED))
    assert counts(database, COUNTED) == counts(database, TO_COUNT)


def test_folding_loses_nothing_that_is_written_meanwhile(database: Database) -> None:
    with database.write() as connection:
        begin(connection)
    halves = [range(1, 30), range(30, 60)]

    def write(numbers: range) -> None:
        chance = random.Random(numbers[0])
        for number in numbers:
            with database.write() as connection:
                connection.execute(insert(article).values(row(number, chance) | {"duplicate_of": None}))
                if number % 7 == 0:
                    tally.fold(connection)

    writers = [threading.Thread(target=write, args=(half,)) for half in halves]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(article)).scalar_one() == 59
    assert counts(database, COUNTED) == counts(database, TO_COUNT)


def test_a_source_s_articles_are_counted_in_its_view(database: Database) -> None:
    with database.write() as connection:
        begin(connection)
        connection.execute(insert(article), [row(number, random.Random(3)) for number in range(1, 4)])
        connection.execute(update(article).where(article.c.id == 3).values(duplicate_of=1))
        connection.execute(update(article).where(article.c.id == 2).values(duplicate_of=None))
    assert counts(database, "SELECT articles, duplicates FROM sources") == {(3, 1)}
