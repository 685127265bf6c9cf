"""Copies: every text of the planted pairs goes through the whole step in a real archive; then its rows are judged."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db import articles, runs, sources
from db.article_rows import ArticleRecord
from db.connection import Connection
from db.links import LinkRow
from db.runs import FetchRow
from db.schema import article as article_table
from db.schema import link as link_table
from db.sources import SourceSpec
from scraper.article import Article
from scraper.crawl.recognise import recognise
from scraper.identify import clues, fingerprint
from scraper.text import content_hash, word_count

NOW = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)

LINKED_ONLY = "syndicated_30_60"
"""The class whose pairs are to be linked; merging them is neither right nor wrong."""

Pair = frozenset[int]


@dataclass(frozen=True)
class Planted:
    """Texts by id, and what their pairs are: (1 or 0, class)."""

    texts: dict[int, dict[str, Any]]
    labels: dict[Pair, tuple[int, str]]


@dataclass(frozen=True)
class Judged:
    precision: float
    recall: float
    f1: float
    false: int
    missed: int


def load(path: Path, half: int | None = None) -> Planted:
    """`half`: 0 or 1 for the even or odd groups only, to see what was chosen to fit."""
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    texts = {row["id"]: row for row in rows if row["kind"] == "doc"}
    if half is not None:
        texts = {id_: row for id_, row in texts.items() if row["group"] % 2 == half}
    pairs = (row for row in rows if row["kind"] == "pair" and row["a"] in texts and row["b"] in texts)
    return Planted(texts, {frozenset((row["a"], row["b"])): (row["label"], row["cls"]) for row in pairs})


def store_all(connection: Connection, texts: Iterable[dict[str, Any]]) -> tuple[dict[int, int], Counter[str]]:
    """Article ids by text id, and CPU seconds by step."""
    ids: dict[int, int] = {}
    cpu: Counter[str] = Counter()
    sources.sync(connection, [SourceSpec("bench", "https://bench.example/", None, "auto", True, ())], NOW)
    (source_id,) = [one.id for one in sources.active(connection) if one.name == "bench"]
    run_id = runs.start(connection, "bench:1:1", "0", NOW)
    fetch_id = runs.record_fetch(connection, FetchRow(run_id, source_id, "https://bench.example/", NOW, "new"))
    for row in texts:
        ids[row["id"]] = _store(connection, source_id, fetch_id, row, cpu)
    return ids, cpu


def _store(connection: Connection, source_id: int, fetch_id: int, row: dict[str, Any], cpu: Counter[str]) -> int:
    url, published = url_of(row), published_at(row)
    made = Article(text=row["text"], title=row.get("title"), language=row.get("lang") or row.get("language"))
    record = ArticleRecord(
        url=url, canonical_url=url, url_key=url.partition("//")[2], title=made.title, lead=None, text=made.text,
        authors=(), keywords=(), published_at=published,
        published_precision="second" if published else None, published_from=None, modified_at=None,
        language=made.language, section=None, dateline=None, dateline_prefix=None, signature=None, publisher=None,
        image_url=None, kind="article", is_free=None, is_truncated=None, word_count=word_count(made.text),
        content_hash=content_hash(made.text), parser_version="bench",
    )  # fmt: skip
    article_id = articles.add(connection, source_id, record, fetch_id, NOW)
    mark = _timed(cpu, "fingerprint", lambda: fingerprint(made.text))
    found = _timed(cpu, "clues", lambda: clues(made, url))
    subject = articles.text_row(article_id, record)
    _timed(cpu, "recognise", lambda: recognise(connection, subject, mark, found, NOW))
    return article_id


def url_of(row: dict[str, Any]) -> str:
    return f"https://bench.example/{row['id']}"


def published_at(row: dict[str, Any]) -> datetime | None:
    day = row.get("published")
    return datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None


def _timed(cpu: Counter[str], step: str, work: Callable[[], Any]) -> Any:
    began = time.process_time()
    done = work()
    cpu[step] += time.process_time() - began  # type: ignore[assignment]
    return done


def judge(connection: Connection, planted: Planted, ids: dict[int, int]) -> dict[str, Any]:
    """Merges and links against the labels; hits by class. Articles that are no planted text have negative ids."""
    text_of = {article_id: text_id for text_id, article_id in ids.items()}
    places = connection.execute(select(article_table.c.id, article_table.c.duplicate_of)).all()
    groups: defaultdict[int, set[int]] = defaultdict(set)
    for row in places:
        if row.id in text_of:
            original = row.duplicate_of or row.id
            groups[original] |= {text_of[row.id], text_of.get(original, -original)}
    merged = {frozenset(pair) for group in groups.values() for pair in itertools.combinations(group, 2)}
    names = [link_table.c[name] for name in LinkRow._fields]
    links = [LinkRow(*row) for row in connection.execute(select(*names))]
    linked = merged | {
        frozenset((text_of.get(one.a_id, -one.a_id), text_of.get(one.b_id, -one.b_id)))
        for one in links
        if one.relation in {"same", "excerpt", "overlap"}
    }

    positive = {pair for pair, (label, _) in planted.labels.items() if label}
    only_linked = {pair for pair in positive if planted.labels[pair][1] == LINKED_ONLY}
    classes: dict[str, list[int]] = {}
    for pair, (_, name) in planted.labels.items():
        counts = classes.setdefault(name, [0, 0, 0])
        counts[0] += 1
        counts[1] += pair in merged
        counts[2] += pair in linked
    return {
        "merges": measure(merged - only_linked, positive - only_linked),
        "links": measure(linked, positive),
        "classes": classes,
        "false_templates": sum(merged for name, (_, merged, _) in classes.items() if name.startswith("tpl_")),
        "templates": sum(total for name, (total, _, _) in classes.items() if name.startswith("tpl_")),
    }


def measure(found: set[Pair], wanted: set[Pair]) -> Judged:
    right = len(found & wanted)
    precision, recall = right / max(1, len(found)), right / max(1, len(wanted))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return Judged(precision, recall, f1, len(found - wanted), len(wanted - found))


def minhash_ms(texts: list[str]) -> float:
    """CPU ms a text of datasketch's MinHash of 128 permutations in an in-memory LSH: hashing, looking up, adding."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    index = MinHashLSH(threshold=0.6, num_perm=128)
    began = time.process_time()
    for number, text in enumerate(texts):
        words = text.casefold().split()
        made = MinHash(num_perm=128)
        made.update_batch([" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))])
        index.query(made)
        index.insert(str(number), made)
    return (time.process_time() - began) / len(texts) * 1000
