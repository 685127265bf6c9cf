"""The words of texts in languages with compounds, so that these are found by their last part."""

import sqlalchemy as sa
from alembic import op

from db.connection import over
from db.search import index

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "word",
        sa.Column("language", sa.Text(), primary_key=True),
        sa.Column("reversed", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), primary_key=True),
        sqlite_with_rowid=False,
    )
    index.note_all(over(op.get_bind()))
