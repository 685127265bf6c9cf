"""When each endpoint is due by itself and why; what a feed published while nobody looked."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("endpoint", sa.Column("next_poll_at", UtcTime(), nullable=True))
    op.add_column("endpoint", sa.Column("interval_s", sa.Integer(), nullable=True))
    op.add_column("endpoint", sa.Column("poll_reason", sa.Text(), nullable=True))
    op.add_column("endpoint", sa.Column("fresh", sa.Integer(), nullable=True))
    op.add_column("endpoint", sa.Column("full_at", UtcTime(), nullable=True))
    op.add_column("endpoint", sa.Column("is_distrusted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "gap",
        sa.Column("id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("endpoint_id", Id, nullable=False),
        sa.Column("since_at", UtcTime(), nullable=False),
        sa.Column("until_at", UtcTime(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("searched_at", UtcTime(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_gap_source_id"),
        sa.ForeignKeyConstraint(["endpoint_id"], ["endpoint.id"], name="fk_gap_endpoint_id"),
        sa.PrimaryKeyConstraint("id", name="pk_gap"),
    )
    op.create_index("ix_gap_source_id", "gap", ["source_id"], unique=False)
