"""Which agencies a text is credited to."""

import sqlalchemy as sa
from alembic import op

from db.types import JsonList

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("agencies", JsonList, nullable=False, server_default="[]"))
