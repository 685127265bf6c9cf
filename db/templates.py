"""What a source's pages have taught: the newest pages' observations, and the template learned from them.

The bytes and the JSON are the parser's own (`scraper.parse.template_bytes`); here they are only kept, and kept few.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from db.connection import Connection
from db.frozen import frozen
from db.rows import fetch, fetch_as, insert_or_update, write

MOST = 400
"""Pages of all languages together that a template is learned from."""


@frozen
class TemplateRow:
    """`stories`: different articles among the `pages` that it was learned from; `learned`: the template as JSON."""

    source: str
    learned_at: datetime
    pages: int
    stories: int
    learned: str


def load(connection: Connection, source_id: int) -> TemplateRow | None:
    """The template in use; None where nothing has been learned yet."""
    return _one(connection, f"{_TEMPLATE} WHERE source_id = {{mark}}", source_id)


def find(connection: Connection, source_name: str) -> TemplateRow | None:
    return _one(connection, f"{_TEMPLATE} WHERE source = {{mark}}", source_name)


class Shown(NamedTuple):
    """What a page showed of its source's template. Its fields are the table's columns."""

    source_id: int
    page_id: int
    language: str
    seen_at: datetime
    observation: bytes


def note_pages(connection: Connection, pages: Sequence[Shown]) -> None:
    """Keep what these pages showed; of each page the newest counts."""
    rows = [page._asdict() for page in pages]
    change = ("language", "seen_at", "observation")
    insert_or_update(connection, "template_page", rows, key=("source_id", "page_id"), change=change)


def newest_pages(connection: Connection, source_id: int, keep: int) -> list[bytes]:
    """What the newest `keep` pages of each language showed, the newest first; older ones are forgotten."""
    write(connection, _FORGET_OLD, source_id, source_id, keep)
    return [bytes(data) for (data,) in fetch(connection, _NEWEST, source_id, MOST)]


def pages_by_language(connection: Connection, source_id: int) -> dict[str, int]:
    """How many pages' observations are kept."""
    query = "SELECT language, count(*) FROM template_page WHERE source_id = {mark} GROUP BY language"
    return {language: int(count) for language, count in fetch(connection, query, source_id)}


def count_since(connection: Connection, source_id: int, moment: datetime) -> int:
    """How many pages were noted after this moment."""
    query = "SELECT count(*) FROM template_page WHERE source_id = {mark} AND seen_at > {mark}"
    ((number,),) = fetch(connection, query, source_id, moment)
    return int(number)


def save(connection: Connection, source_id: int, row: TemplateRow) -> None:
    """Put this template in the place of the last one."""
    values = {
        "source_id": source_id,
        "learned_at": row.learned_at,
        "pages": row.pages,
        "stories": row.stories,
        "learned": row.learned,
    }
    change = ("learned_at", "pages", "stories", "learned")
    insert_or_update(connection, "template", [values], key=("source_id",), change=change)


def forget(connection: Connection, source_name: str) -> int:
    """Begin anew: drop all that was learned of the source. Returns how many pages' observations went."""
    write(connection, _FORGET, source_name)
    return len(fetch(connection, _FORGET_PAGES, source_name))


def _one(connection: Connection, query: str, wanted: int | str) -> TemplateRow | None:
    found = fetch_as(connection, TemplateRow, query, wanted)
    return found[0] if found else None


_TEMPLATE = """
    SELECT {columns} FROM (
        SELECT source.name AS source, template.* FROM template JOIN source ON source.id = template.source_id
    ) AS known
"""
_FORGET_OLD = """
    DELETE FROM template_page WHERE source_id = {mark} AND page_id IN (
        SELECT page_id FROM (
            SELECT page_id, row_number() OVER (PARTITION BY language ORDER BY seen_at DESC, page_id DESC) AS rank
            FROM template_page WHERE source_id = {mark}
        ) AS ranked WHERE rank > {mark}
    )
"""
_NEWEST = """
    SELECT observation FROM template_page WHERE source_id = {mark} ORDER BY seen_at DESC, page_id DESC LIMIT {mark}
"""
_FORGET_PAGES = """
    DELETE FROM template_page WHERE source_id IN (SELECT id FROM source WHERE name = {mark}) RETURNING page_id
"""
_FORGET = "DELETE FROM template WHERE source_id IN (SELECT id FROM source WHERE name = {mark})"
