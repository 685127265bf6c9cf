"""Articles counted as they come, by source, day and language; `db.tally` fills the table after each migration."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("id", Id, primary_key=True),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
    )
    op.create_index("ix_tally_counts", "tally", ["source_id", "day", "language", "articles", "duplicates"])
