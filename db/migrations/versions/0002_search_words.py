"""Search by our own words: stems by language, pairs of signs where no spaces are set, filters in the index."""

from alembic import op

from db.connection import over
from db.search import index

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    "DROP TRIGGER IF EXISTS revision_search_insert",
    "DROP TRIGGER IF EXISTS revision_search_delete",
    "DROP TRIGGER IF EXISTS revision_search_update",
    "DROP TABLE revision_search",
    # `content` names the table for tools such as Datasette; the words come from `db.search.index`, not from there.
    """
    CREATE VIRTUAL TABLE revision_search USING fts5(
        title, lead, text, content="revision", content_rowid="id",
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
    )
    """,
)
POSTGRES = (
    "ALTER TABLE revision DROP COLUMN search",
    "DROP FUNCTION dateline_words(text)",
    "DROP FUNCTION dateline_query(text)",
    """
    CREATE TABLE revision_search (
        revision_id bigint PRIMARY KEY REFERENCES revision (id) ON DELETE CASCADE,
        words tsvector NOT NULL
    )
    """,
    # The words go out of line, so that gathering the matches of a common word reads few blocks.
    "ALTER TABLE revision_search SET (toast_tuple_target = 128)",
    "CREATE INDEX ix_revision_search ON revision_search USING gin (words)",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in POSTGRES if connection.dialect.name == "postgresql" else SQLITE:
        connection.exec_driver_sql(statement)
    index.rebuild(over(connection))
