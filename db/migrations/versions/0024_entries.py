"""The dated entries of live blogs; `dateline reparse` brings in those of pages that the archive has raw."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "entry",
        sa.Column("revision_id", number, sa.ForeignKey("revision.id"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("published_at", UtcTime()),
        sa.Column("title", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
    )
