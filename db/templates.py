"""What a source's pages have taught: the newest pages' observations, and the template learned from them.

The bytes and the JSON are the parser's own (`scraper.parse.template_bytes`); here they are only kept, and kept few.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from db.connection import Connection
from db.rows import insert_or_update
from db.schema import source, template, template_page

MOST = 400
"""Pages of all languages together that a template is learned from."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """`stories`: different articles among the `pages` that it was learned from; `learned`: the template as JSON."""

    source: str
    learned_at: datetime
    pages: int
    stories: int
    learned: str


def load(connection: Connection, source_id: int) -> TemplateRow | None:
    """The template in use; None where nothing has been learned yet."""
    return _one(connection, source_id=source_id)


def find(connection: Connection, source_name: str) -> TemplateRow | None:
    return _one(connection, source_name=source_name)


def note_page(
    connection: Connection, source_id: int, page_id: int, language: str, observation: bytes, moment: datetime
) -> None:
    """Keep what a page showed; of each page the newest counts."""
    row = {
        "source_id": source_id,
        "page_id": page_id,
        "language": language,
        "seen_at": moment,
        "observation": observation,
    }
    change = ("language", "seen_at", "observation")
    insert_or_update(connection, "template_page", [row], key=("source_id", "page_id"), change=change)


def newest_pages(connection: Connection, source_id: int, keep: int) -> list[bytes]:
    """What the newest `keep` pages of each language showed, the newest first; older ones are forgotten."""
    order = (template_page.c.seen_at.desc(), template_page.c.page_id.desc())
    rank = func.row_number().over(partition_by=template_page.c.language, order_by=order).label("rank")
    own = template_page.c.source_id == source_id
    ranked = select(template_page.c.page_id, rank).where(own).subquery()
    old = select(ranked.c.page_id).where(ranked.c.rank > keep)
    connection.execute(delete(template_page).where(own, template_page.c.page_id.in_(old)))
    found = connection.execute(select(template_page.c.observation).where(own).order_by(*order).limit(MOST))
    return [bytes(data) for data in found.scalars()]


def pages_by_language(connection: Connection, source_id: int) -> dict[str, int]:
    """How many pages' observations are kept."""
    own = template_page.c.source_id == source_id
    query = select(template_page.c.language, func.count()).where(own).group_by(template_page.c.language)
    return {language: int(count) for language, count in connection.execute(query)}


def count_since(connection: Connection, source_id: int, moment: datetime) -> int:
    """How many pages were noted after this moment."""
    newer = (template_page.c.source_id == source_id) & (template_page.c.seen_at > moment)
    return int(connection.execute(select(func.count()).select_from(template_page).where(newer)).scalar_one())


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
    ids = select(source.c.id).where(source.c.name == source_name).scalar_subquery()
    gone = connection.execute(
        select(func.count()).select_from(template_page).where(template_page.c.source_id == ids)
    ).scalar_one()
    connection.execute(delete(template_page).where(template_page.c.source_id == ids))
    connection.execute(delete(template).where(template.c.source_id == ids))
    return int(gone)


def _one(connection: Connection, *, source_id: int | None = None, source_name: str | None = None) -> TemplateRow | None:
    wanted = source.c.id == source_id if source_name is None else source.c.name == source_name
    row = connection.execute(
        select(source.c.name, template.c.learned_at, template.c.pages, template.c.stories, template.c.learned)
        .join(source, source.c.id == template.c.source_id)
        .where(wanted)
    ).one_or_none()
    return TemplateRow(*row) if row is not None else None
