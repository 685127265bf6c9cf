"""On Postgres the order of each text's words, by which phrases are found: minutes for a million articles."""

from alembic import op

from db.connection import over
from db.search import index
from db.search.table import WORD_ORDER

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for statement in WORD_ORDER:
        connection.exec_driver_sql(statement)
    index.add_order(over(connection))
