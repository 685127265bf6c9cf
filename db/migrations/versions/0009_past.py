"""Which parser read a page, who changed a text, and what is imported from where."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = ("imported", "known", "skipped", "rejected", "broken")


def upgrade() -> None:
    op.add_column("fetch", sa.Column("parser_version", sa.Text(), nullable=True))
    op.add_column("revision", sa.Column("cause", sa.Text(), nullable=False, server_default="publisher"))
    op.create_table(
        "intake",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=True),
        *(sa.Column(name, sa.Integer(), nullable=False, server_default="0") for name in COUNTS),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("lease_until", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_intake"),
        sa.UniqueConstraint("kind", "place", "options", name="uq_intake_kind_place_options"),
    )
