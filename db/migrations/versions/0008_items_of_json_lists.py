"""Pages that a JSON list tells of: what it says, and where the text is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("page", sa.Column("fetch_url", sa.Text))
    op.add_column("page", sa.Column("item", sa.Text))
