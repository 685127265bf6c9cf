"""Counts of a million articles out of an index alone: each has the source, which the views join to every row."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, columns, where in (
        ("ix_article_first_seen_at", ["first_seen_at", "source_id"], None),
        ("ix_article_dateline", ["dateline", "published_at", "source_id"], "dateline IS NOT NULL"),
        ("ix_article_section", ["section", "published_at", "source_id"], "section IS NOT NULL"),
        # Most articles repeat none: as long as they were in it, SQLite chose it for `duplicate_of IS NULL`.
        ("ix_article_duplicate_of", ["duplicate_of"], "duplicate_of IS NOT NULL"),
    ):
        op.drop_index(name, "article")
        _create(name, "article", columns, where)
    _create("ix_page_state", "page", ["source_id", "state"], None)


def _create(name: str, table: str, columns: list[str], where: str | None) -> None:
    condition = None if where is None else sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
