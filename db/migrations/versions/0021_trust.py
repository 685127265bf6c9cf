"""Whether a source's 304s for its articles are believed, and when that was last looked at."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("source", sa.Column("is_distrusted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("source", sa.Column("pages_checked_at", UtcTime))
