"""Which article another repeats, and its story, without references: they are derived from the links, and articles stay.

SQLite takes a row that refers to its own table out of all the table's indexes, and puts it back, at each change of such
a reference.
"""

import re

from alembic import op
from sqlalchemy.exc import OperationalError

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_COLUMNS = ("duplicate_of", "story_id")
_REFERENCE = re.compile(
    rf",?\s*CONSTRAINT fk_article_({'|'.join(_COLUMNS)})( FOREIGN KEY\s*\(\w+\))? REFERENCES article \(id\)"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _forget_references()
        return
    for column in _COLUMNS:
        op.drop_constraint(f"fk_article_{column}", "article", type_="foreignkey")


def _forget_references() -> None:
    """As SQLite's manual has it (ALTER TABLE, 7): what isn't stored with the rows may be changed in the schema."""
    connection = op.get_bind()
    find = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'article'"
    sql = connection.exec_driver_sql(find).scalar_one()
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    try:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        change = "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = 'article'"
        connection.exec_driver_sql(change, (_REFERENCE.sub("", sql),))
        connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    except OperationalError:
        pass  # a SQLite that lets nobody at its schema: then changes of places go on taking longer, and nothing else
    finally:
        connection.exec_driver_sql("PRAGMA writable_schema = RESET")
