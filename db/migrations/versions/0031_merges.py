"""SQLite's search index is merged less often."""

from alembic import op

from db.search.table import MERGES

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(MERGES)
