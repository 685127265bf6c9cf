"""Search takes `ł` for `l` and `ø` for `o`: texts in languages that have such letters are indexed anew."""

from alembic import op
from sqlalchemy import text

from db.connection import over
from db.search import index

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ANY = text(
    "SELECT 1 FROM article WHERE language IN ('pl', 'da', 'no', 'nb', 'nn', 'is', 'fo', 'fr', 'hr', 'bs', 'sr', 'sl', "
    "'vi', 'mt', 'se') LIMIT 1"
)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.execute(ANY).first() is not None:
        index.rebuild(over(connection))
