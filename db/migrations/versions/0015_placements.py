"""What is seen on front pages and sections, and at which place."""

import sqlalchemy as sa
from alembic import op

from db.schema import Id
from db.types import UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("endpoint_id", Id, sa.ForeignKey("endpoint.id"), primary_key=True, autoincrement=False),
        sa.Column("page_id", Id, sa.ForeignKey("page.id"), primary_key=True, autoincrement=False),
        sa.Column("first_position", sa.Integer(), nullable=False),
        sa.Column("top_position", sa.Integer(), nullable=False),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", UtcTime(), nullable=False),
        sa.Column("top_seen_at", UtcTime(), nullable=False),
        sa.Column("last_seen_at", UtcTime(), nullable=False),
        sa.Column("gone_at", UtcTime()),
    )
    op.create_index("ix_placement_page_id", "placement", ["page_id"])
    there = sa.text("gone_at IS NULL")
    op.create_index("ix_placement_there", "placement", ["endpoint_id"], sqlite_where=there, postgresql_where=there)
