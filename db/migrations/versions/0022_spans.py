"""Search looks for days, and on Postgres for blocks of revisions, in the index itself: all texts are indexed anew."""

from alembic import op

from db.connection import over
from db.search import index

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    index.rebuild(over(op.get_bind()))
