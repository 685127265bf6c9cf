"""Translations inside an archive: does the index lead to them among strangers, do they become one story?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bench.sameness import pairs
from db import clues, marks
from db.connection import Connection
from db.marks import Wanted
from db.schema import article as article_table
from scraper.article import Article
from scraper.crawl.translations import translation_candidates
from scraper.identify import clues as clues_of

APART = timedelta(hours=24)
"""Translations of one text are published within that time here."""


@dataclass(frozen=True)
class Recall:
    """Of pairs of texts that are one in two languages. `found`: share of them where the index leads from one to the
    other; `together`: share that are one story; `false`: pairs of other texts that are one story."""

    pairs: int
    found: float
    together: float
    false: int


def pairs_of_languages(
    rows: Sequence[dict[str, Any]], languages: Iterable[tuple[str, str]]
) -> dict[str, list[dict[str, Any]]]:
    """The texts of each two languages, by name; of each two once, and where there are some."""
    known = {row["language"] for row in rows}
    wanted = {frozenset(two): "-".join(two) for two in reversed(list(languages)) if known.issuperset(two)}
    return {name: [row for row in rows if row["language"] in two] for two, name in reversed(wanted.items())}


def dated(rows: Sequence[dict[str, Any]], day: Callable[[], datetime]) -> list[dict[str, Any]]:
    """The texts with a time of publication, those of a story at about the same, in random order; of equal ones the
    first. `day`: any day."""
    chance = random.Random(13)
    texts = {row["text"]: row for row in reversed(rows)}
    days = {story: day() for story in sorted({row["story"] for row in rows})}
    made = [{**row, "published": (days[row["story"]] + APART * chance.random()).isoformat()} for row in texts.values()]
    chance.shuffle(made)
    return made


def measure(connection: Connection, rows: Sequence[dict[str, Any]]) -> Recall:
    """Take in these texts, and see who is led to whom."""
    ids, _ = pairs.store_all(connection, rows)
    candidates = {row["id"]: _candidates(connection, row) for row in rows}
    true = [(a, b) for a, b in _pairs(rows) if a["language"] != b["language"] and a["story"] == b["story"]]
    found = sum(ids[b["id"]] in candidates[a["id"]] for a, b in true)
    query = select(article_table.c.id, article_table.c.story_id).where(article_table.c.id.in_(list(ids.values())))
    places = {row.id: row.story_id for row in connection.execute(query)}
    story = {text_id: places[article_id] for text_id, article_id in ids.items()}
    one = [(a, b) for a, b in _pairs(rows) if story[a["id"]] is not None and story[a["id"]] == story[b["id"]]]
    together = sum(a["language"] != b["language"] and a["story"] == b["story"] for a, b in one)
    false = sum(a["story"] != b["story"] for a, b in one) // 2
    return Recall(len(true) // 2, found / max(1, len(true)), together / max(1, len(true)), false)


def _pairs(rows: Iterable[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    return [(a, b) for a in rows for b in rows if a is not b]


def _candidates(connection: Connection, row: dict[str, Any]) -> set[int]:
    hints = clues_of(Article(text=row["text"]), pairs.url_of(row))
    days = clues.buckets(pairs.published_at(row) or pairs.NOW)
    wanted = Wanted(told=hints.told, facts=hints.facts, names=hints.names, buckets=days)
    found = marks.find(connection, wanted)
    return translation_candidates(found.clues, wanted.fact_keys(), row["language"], len(row["text"]))
