"""Links between articles and the index by which they are found; what was known of exact copies becomes links."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

COPIES = """
    INSERT INTO link (a_id, b_id, relation, rule, score, a_in_b, b_in_a, method, decided_at)
    SELECT
        CASE WHEN id < duplicate_of THEN id ELSE duplicate_of END,
        CASE WHEN id < duplicate_of THEN duplicate_of ELSE id END,
        'same', 'similarity', 1, 1, 1, 'words-1', first_seen_at
    FROM article
    WHERE duplicate_of IS NOT NULL
"""

STORIES = """
    UPDATE article SET story_id = coalesce(duplicate_of, id)
    WHERE duplicate_of IS NOT NULL OR id IN (SELECT duplicate_of FROM article WHERE duplicate_of IS NOT NULL)
"""


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("a_id", Id, autoincrement=False, nullable=False),
        sa.Column("b_id", Id, autoincrement=False, nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("a_in_b", sa.Float(), nullable=True),
        sa.Column("b_in_a", sa.Float(), nullable=True),
        sa.Column("apart_s", sa.BigInteger(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcTime(), nullable=False),
        sa.Column("unlinked_at", UtcTime(), nullable=True),
        sa.CheckConstraint("a_id < b_id", name="ck_link_order"),
        sa.ForeignKeyConstraint(["a_id"], ["article.id"], name="fk_link_a_id"),
        sa.ForeignKeyConstraint(["b_id"], ["article.id"], name="fk_link_b_id"),
        sa.PrimaryKeyConstraint("a_id", "b_id", name="pk_link"),
    )
    op.create_index("ix_link_b_id", "link", ["b_id"], unique=False)
    undone = sa.text("unlinked_at IS NOT NULL")
    op.create_index("ix_link_unlinked_at", "link", ["unlinked_at"], sqlite_where=undone, postgresql_where=undone)
    op.create_table(
        "sketch",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "article_id", name="pk_sketch"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "repeated_line",
        sa.Column("hash", Id, autoincrement=False, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_repeated_line"),
    )
    # Inline, as SQLite can't add a constraint later; both databases understand it.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE article ADD COLUMN story_id {kind} CONSTRAINT fk_article_story_id REFERENCES article (id)")
    op.create_index("ix_article_story_id", "article", ["story_id"], unique=False)
    op.execute(COPIES)
    op.execute(STORIES)
    op.drop_index("ix_article_duplicate_key", "article")
    op.drop_column("article", "duplicate_key")
