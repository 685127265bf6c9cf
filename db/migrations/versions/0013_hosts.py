"""What all processes know of the hosts that they ask, and what publishers say on the use of their pages."""

import sqlalchemy as sa
from alembic import op

from db.types import JsonList, UtcTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "host",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("next_start_ms", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("rest_until", sa.BigInteger()),
        sa.Column("rest_kind", sa.Text()),
        sa.Column("rest_status", sa.Integer()),
        sa.Column("rest_reason", sa.Text()),
    )
    op.create_table(
        "host_slot",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until_ms", sa.BigInteger(), nullable=False),
        sa.Column("wanted_ms", sa.BigInteger()),
    )
    op.create_index("ix_host_slot_holder", "host_slot", ["holder"])
    op.create_table(
        "robots",
        sa.Column("place", sa.Text(), primary_key=True),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("fetched_at", UtcTime(), nullable=False),
        sa.Column("expires_at", UtcTime(), nullable=False),
        sa.Column("trouble_kind", sa.Text()),
        sa.Column("trouble", sa.Text()),
        sa.Column("trouble_status", sa.Integer()),
        sa.Column("is_known", sa.Boolean(), nullable=False),
    )
    op.add_column("source", sa.Column("signals", JsonList))
    op.add_column("page", sa.Column("signals", JsonList))
