"""How large an edit is, and when a publisher went back to an old version."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("revision", sa.Column("words_added", sa.Integer(), nullable=True))
    op.add_column("revision", sa.Column("words_removed", sa.Integer(), nullable=True))
    op.create_table(
        "sighting",
        sa.Column("id", Id, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("revision_id", Id, nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_sighting_article_id"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_sighting_revision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sighting"),
    )
    op.create_index("ix_sighting_article_id", "sighting", ["article_id"], unique=False)
