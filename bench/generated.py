"""An archive of any size: sentences of the sample site's articles, mixed with words as frequent as words are (Zipf)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from typing import Any

from sqlalchemy import insert

from db import Database, tally
from db.connection import Connection
from db.schema import address, article, fetch, page, revision, run, source
from db.search import facts, index
from db.search.prepare import prepare
from scraper.sample import load_truth

SOURCES = 40
NEWEST = datetime(2026, 3, 20, tzinfo=UTC)
SPAN = timedelta(days=3 * 365)
WORDS = 190
"""Of an article."""

VOCABULARY = 60_000
BATCH = 1_000

_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeio"]


@cache
def words_by_rank(count: int = VOCABULARY) -> list[str]:
    """Made words, the commonest first; the same in every run."""
    chance = random.Random(1)
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3, 4))))] = None
    return list(found)


def fill(database: Database, count: int, seed: int = 7) -> None:
    """Put `count` articles into an empty, migrated archive, each with its page and fetch; 2 % copies, 3 % revised."""
    made = articles(count, seed)
    with database.write() as connection:
        connection.execute(insert(source), [_source(number) for number in range(1, SOURCES + 1)])
        connection.execute(insert(run), [_run()])
    for numbers in batched_range(count):
        batch = list(islice(made, len(numbers)))
        with database.write() as connection:
            _store(connection, batch)
    with database.write() as connection:
        tally.fold(connection)  # as the end of every crawl does


def articles(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """The articles by themselves, numbered from 1; the same ones for the same count and seed."""
    chance = random.Random(seed)
    sentences = _sentences()
    ranked = words_by_rank()
    weights = list(accumulate(1 / rank for rank in range(1, len(ranked) + 1)))
    for number in range(1, count + 1):
        yield _article(chance, number, count, sentences, ranked, weights)


def batched_range(count: int) -> Iterator[Sequence[int]]:
    for start in range(1, count + 1, BATCH):
        yield range(start, min(start + BATCH, count + 1))


def _sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in load_truth().articles:
        found.setdefault(one.language, []).extend(one.text.replace("\n\n", " ").split(". "))
    return found


def _article(
    chance: random.Random,
    number: int,
    count: int,
    sentences: dict[str, list[str]],
    ranked: list[str],
    weights: list[float],
) -> dict[str, Any]:
    language = chance.choice(sorted(sentences))
    made = chance.choices(ranked, cum_weights=weights, k=WORDS - 60)
    paragraphs = [
        " ".join(made[i : i + 26]) + ". " + chance.choice(sentences[language]) for i in range(0, len(made), 26)
    ]
    published = NEWEST - SPAN * (1 - number / count) - timedelta(seconds=chance.randrange(86_400))
    title = " ".join(chance.choices(ranked, cum_weights=weights, k=5)).capitalize() + f" {number}"
    return {
        "id": number,
        "source_id": chance.randrange(1, SOURCES + 1),
        "language": language,
        "title": title,
        "text": "\n\n".join(paragraphs),
        "published_at": published.replace(microsecond=0),
        "seen_at": (published + timedelta(minutes=chance.randrange(120))).replace(microsecond=0),
        "author": f"Anna {chance.choice(ranked[:500]).capitalize()}",
        "dateline": chance.choice((None, "Asien", "Europa", "Moskau")),
        "section": chance.choice(("Politik", "Wirtschaft", "Kultur", "Sport")),
        "is_revised": chance.random() < 0.03,
        "copy_of": chance.randrange(max(1, number - 5_000), number) if number > 1 and chance.random() < 0.02 else None,
    }


def _store(connection: Connection, made: Sequence[dict[str, Any]]) -> None:
    connection.execute(insert(article), [_article_row(one) for one in made])
    connection.execute(insert(page), [_page_row(one) for one in made])
    connection.execute(insert(address), [_address_row(one) for one in made])
    connection.execute(insert(fetch), [_fetch_row(one) for one in made])
    older = [_revision_row(one, 1) for one in made if one["is_revised"]]
    newest = [_revision_row(one, 2 if one["is_revised"] else 1) for one in made]
    connection.execute(insert(revision), [*older, *newest])
    connection.exec_driver_sql(_CURRENT.format(low=made[0]["id"], high=made[-1]["id"]))
    found = [_indexed(one) for one in made]
    index.add(connection, found)
    index.note_words(connection, found)


_CURRENT = "UPDATE article SET revision_id = 2 * id WHERE id BETWEEN {low} AND {high}"
"""Revisions have the numbers 2n for the current and 2n - 1 for one before it."""


def _revision_id(number: int, is_newest: bool) -> int:
    return 2 * number if is_newest else 2 * number - 1


def _indexed(one: dict[str, Any]) -> index.Indexed:
    known = facts.of_article(one["source_id"], one["language"], one["published_at"], one["section"], [one["author"]])
    words = prepare(one["title"], None, one["text"], one["language"])
    return index.Indexed(_revision_id(one["id"], True), words, one["language"], known)


def _source(number: int) -> dict[str, Any]:
    url = f"https://site{number}.example/"
    times = {"created_at": NEWEST - SPAN, "next_visit_at": NEWEST, "last_success_at": NEWEST}
    return {"id": number, "name": f"site{number}", "url": url, "schedule": "auto", "is_active": True, **times}


def _run() -> dict[str, Any]:
    return {"id": 1, "started_at": NEWEST, "status": "done", "holder": "bench", "program_version": "bench"}


def _url(one: dict[str, Any]) -> str:
    return f"https://site{one['source_id']}.example/{one['id']}"


def _article_row(one: dict[str, Any]) -> dict[str, Any]:
    same = ("id", "source_id", "published_at", "language", "section", "dateline")
    return {
        **{name: one[name] for name in same},
        "url": _url(one),
        "canonical_url": _url(one),
        "url_key": _url(one)[8:],
        "authors": [one["author"]],
        "keywords": [],
        "published_precision": "second",
        "published_from": "jsonld",
        "kind": "article",
        "is_free": one["id"] % 10 > 0,
        "first_seen_at": one["seen_at"],
        "last_seen_at": one["seen_at"],
        "duplicate_of": one["copy_of"],
        "story_id": one["copy_of"],
    }


def _page_row(one: dict[str, Any]) -> dict[str, Any]:
    row = {
        "id": one["id"],
        "source_id": one["source_id"],
        "url": _url(one),
        "url_key": _url(one)[8:],
        "state": "article",
    }
    return {**row, "discovered_at": one["seen_at"], "article_id": one["id"]}


def _address_row(one: dict[str, Any]) -> dict[str, Any]:
    seen = {"first_seen_at": one["seen_at"], "last_seen_at": one["seen_at"]}
    return {"id": one["id"], "page_id": one["id"], "url": _url(one), "kind": "canonical", **seen}


def _fetch_row(one: dict[str, Any]) -> dict[str, Any]:
    row = {"id": one["id"], "run_id": 1, "source_id": one["source_id"], "page_id": one["id"], "url": _url(one)}
    return {**row, "fetched_at": one["seen_at"], "status": 200, "outcome": "new", "elapsed_ms": 80, "size": 90_000}


def _revision_row(one: dict[str, Any], number: int) -> dict[str, Any]:
    is_newest = number == 2 or not one["is_revised"]
    return {
        "id": _revision_id(one["id"], is_newest), "article_id": one["id"], "number": number, "fetch_id": one["id"],
        "seen_at": one["seen_at"] + timedelta(days=number - 1), "title": one["title"],
        "text": one["text"] if is_newest else one["text"] + " Earlier.", "word_count": WORDS,
        "content_hash": str(one["id"]),
        "changed": ["text"] if number == 2 else [], "parser_version": "bench",
    }  # fmt: skip
