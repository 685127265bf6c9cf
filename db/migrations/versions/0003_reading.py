"""Indexes for the documented queries (docs/sql.md): counts from an index alone, and what is rare by itself."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INDEXES = (
    # How many, of whom, when: answered without a look at the articles.
    "CREATE INDEX ix_article_facts ON article (source_id, language, published_at, duplicate_of)",
    "CREATE INDEX ix_article_published_facts ON article (published_at, source_id, language, duplicate_of)",
    "CREATE INDEX ix_article_language_published_at ON article (language, published_at)",
    "CREATE INDEX ix_article_first_seen_at ON article (first_seen_at)",
    "CREATE INDEX ix_article_dateline ON article (dateline, published_at) WHERE dateline IS NOT NULL",
    "CREATE INDEX ix_article_section ON article (section, published_at) WHERE section IS NOT NULL",
    "CREATE INDEX ix_article_publisher ON article (publisher) WHERE publisher IS NOT NULL",
    "CREATE INDEX ix_article_gone_at ON article (gone_at) WHERE gone_at IS NOT NULL",
    "CREATE INDEX ix_article_copies ON article (source_id, duplicate_of) WHERE duplicate_of IS NOT NULL",
    "CREATE INDEX ix_revision_later ON revision (seen_at, article_id, number) WHERE number > 1",
    "CREATE INDEX ix_page_waiting ON page (source_id) WHERE state IN ('new', 'failed')",
    "CREATE INDEX ix_page_state_reason ON page (state, reason)",
    "CREATE INDEX ix_page_discovered_at ON page (discovered_at)",
    "CREATE INDEX ix_address_kind ON address (kind)",
    'CREATE INDEX ix_fetch_fetched_at ON "fetch" (fetched_at)',
    'CREATE INDEX ix_fetch_outcome ON "fetch" (outcome, fetched_at)',
    'CREATE INDEX ix_fetch_trouble ON "fetch" (fetched_at, source_id, error_kind, status) WHERE error_kind IS NOT NULL',
)


def upgrade() -> None:
    for statement in INDEXES:
        op.get_bind().exec_driver_sql(statement)
