"""The first schema: sources, endpoints, the frontier, fetches, articles, addresses, revisions, runs, search."""

import sqlalchemy as sa
from alembic import op

from db.types import JsonList, UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SQLITE_SEARCH = (
    """
    CREATE VIRTUAL TABLE revision_search USING fts5(
        title, lead, text, content="revision", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
    )
    """,
    """
    CREATE TRIGGER revision_search_insert AFTER INSERT ON revision BEGIN
        INSERT INTO revision_search (rowid, title, lead, text) VALUES (new.id, new.title, new.lead, new.text);
    END
    """,
    """
    CREATE TRIGGER revision_search_delete AFTER DELETE ON revision BEGIN
        INSERT INTO revision_search (revision_search, rowid, title, lead, text)
        VALUES ('delete', old.id, old.title, old.lead, old.text);
    END
    """,
    """
    CREATE TRIGGER revision_search_update AFTER UPDATE OF title, lead, text ON revision BEGIN
        INSERT INTO revision_search (revision_search, rowid, title, lead, text)
        VALUES ('delete', old.id, old.title, old.lead, old.text);
        INSERT INTO revision_search (rowid, title, lead, text) VALUES (new.id, new.title, new.lead, new.text);
    END
    """,
)
"""FTS5 over every revision; triggers keep it in step, whoever writes."""

POSTGRES_SEARCH = (
    # A tsvector holds at most 1 MB, so of the longest texts the first 200,000 characters count: cut, not refused.
    # NFD and a cut of the combining marks is what FTS5's `remove_diacritics` does, in immutable SQL.
    r"""
    CREATE FUNCTION dateline_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT to_tsvector(
            'pg_catalog.simple', regexp_replace(normalize(left(words, 200000), NFD), '[\u0300-\u036f]', '', 'g')
        )
    $$
    """,
    r"""
    CREATE FUNCTION dateline_query(words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT to_tsquery('pg_catalog.simple', regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g'))
    $$
    """,
    """
    ALTER TABLE revision ADD COLUMN search tsvector GENERATED ALWAYS AS (
        setweight(dateline_words(coalesce(title, '')), 'A')
        || setweight(dateline_words(coalesce(lead, '')), 'B')
        || dateline_words(text)
    ) STORED
    """,
    "CREATE INDEX ix_revision_search ON revision USING gin (search)",
)


def upgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    create_tables()
    if on_postgres:  # SQLite has it inline: it can't add a constraint later
        op.create_foreign_key("fk_article_revision_id", "article", "revision", ["revision_id"], ["id"])
    for statement in POSTGRES_SEARCH if on_postgres else SQLITE_SEARCH:
        op.get_bind().exec_driver_sql(statement)


def create_tables() -> None:
    op.create_table(
        "run",
        sa.Column("id", Id, nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("program_version", sa.Text(), nullable=False),
        sa.Column("sources", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fetched", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_modified", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revised", sa.Integer(), server_default="0", nullable=False),
        sa.Column("duplicates", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rejected", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=("pk_run")),
    )
    op.create_table(
        "source",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("next_visit_at", UtcTime(), nullable=True),
        sa.Column("last_started_at", UtcTime(), nullable=True),
        sa.Column("last_finished_at", UtcTime(), nullable=True),
        sa.Column("last_success_at", UtcTime(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("lease_holder", sa.Text(), nullable=True),
        sa.Column("lease_until", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=("pk_source")),
        sa.UniqueConstraint("name", name=("uq_source_name")),
    )
    op.create_table(
        "article",
        sa.Column("id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("revision_id", Id, nullable=True),
        sa.Column("authors", JsonList, nullable=False),
        sa.Column("keywords", JsonList, nullable=False),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.Column("published_precision", sa.Text(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("dateline", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("image_url", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_free", sa.Boolean(), nullable=True),
        sa.Column("is_truncated", sa.Boolean(), nullable=True),
        sa.Column("first_seen_at", UtcTime(), nullable=False),
        sa.Column("last_seen_at", UtcTime(), nullable=False),
        sa.Column("gone_at", UtcTime(), nullable=True),
        sa.Column("duplicate_key", sa.Text(), nullable=True),
        sa.Column("duplicate_of", Id, nullable=True),
        sa.ForeignKeyConstraint(["duplicate_of"], ["article.id"], name=("fk_article_duplicate_of")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=("fk_article_revision_id"), use_alter=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=("fk_article_source_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_article")),
        sa.UniqueConstraint("url_key", name=("uq_article_url_key")),
    )
    op.create_index(("ix_article_duplicate_key"), "article", ["duplicate_key"], unique=False)
    op.create_index(("ix_article_duplicate_of"), "article", ["duplicate_of"], unique=False)
    op.create_index(("ix_article_revision_id"), "article", ["revision_id"], unique=False)
    op.create_index(("ix_article_published_at"), "article", ["published_at"], unique=False)
    op.create_index(("ix_article_source_id_published_at"), "article", ["source_id", "published_at"], unique=False)
    op.create_table(
        "endpoint",
        sa.Column("id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.Column("lastmod", UtcTime(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("payload_digest", sa.Text(), nullable=True),
        sa.Column("last_fetched_at", UtcTime(), nullable=True),
        sa.Column("last_changed_at", UtcTime(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=("fk_endpoint_source_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_endpoint")),
        sa.UniqueConstraint("source_id", "url", name=("uq_endpoint_source_id_url")),
    )
    op.create_table(
        "page",
        sa.Column("id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("endpoint_id", Id, nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("discovered_at", UtcTime(), nullable=False),
        sa.Column("hint_title", sa.Text(), nullable=True),
        sa.Column("hint_published_at", UtcTime(), nullable=True),
        sa.Column("hint_from", sa.Text(), nullable=True),
        sa.Column("hint_updated_at", UtcTime(), nullable=True),
        sa.Column("next_visit_at", UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_fetched_at", UtcTime(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("payload_digest", sa.Text(), nullable=True),
        sa.Column("article_id", Id, nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=("fk_page_article_id")),
        sa.ForeignKeyConstraint(["endpoint_id"], ["endpoint.id"], name=("fk_page_endpoint_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=("fk_page_source_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_page")),
        sa.UniqueConstraint("url_key", name=("uq_page_url_key")),
    )
    op.create_index(("ix_page_article_id"), "page", ["article_id"], unique=False)
    op.create_index(("ix_page_source_id_next_visit_at"), "page", ["source_id", "next_visit_at"], unique=False)
    op.create_table(
        "address",
        sa.Column("id", Id, nullable=False),
        sa.Column("page_id", Id, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("first_seen_at", UtcTime(), nullable=False),
        sa.Column("last_seen_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=("fk_address_page_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_address")),
        sa.UniqueConstraint("url", name=("uq_address_url")),
    )
    op.create_index(("ix_address_page_id"), "address", ["page_id"], unique=False)
    op.create_table(
        "fetch",
        sa.Column("id", Id, nullable=False),
        sa.Column("run_id", Id, nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("endpoint_id", Id, nullable=True),
        sa.Column("page_id", Id, nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("fetched_at", UtcTime(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("error_kind", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("elapsed_ms", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("payload_digest", sa.Text(), nullable=True),
        sa.Column("warc_file", sa.Text(), nullable=True),
        sa.Column("warc_offset", sa.BigInteger(), nullable=True),
        sa.Column("warc_length", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["endpoint_id"], ["endpoint.id"], name=("fk_fetch_endpoint_id")),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=("fk_fetch_page_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=("fk_fetch_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=("fk_fetch_source_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_fetch")),
    )
    op.create_index(("ix_fetch_endpoint_id"), "fetch", ["endpoint_id"], unique=False)
    op.create_index(("ix_fetch_page_id"), "fetch", ["page_id"], unique=False)
    op.create_index(("ix_fetch_run_id"), "fetch", ["run_id"], unique=False)
    op.create_index(("ix_fetch_source_id_fetched_at"), "fetch", ["source_id", "fetched_at"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", Id, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fetch_id", Id, nullable=True),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("modified_at", UtcTime(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dateline_prefix", sa.Text(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("changed", JsonList, nullable=False),
        sa.Column("parser_version", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=("fk_revision_article_id")),
        sa.ForeignKeyConstraint(["fetch_id"], ["fetch.id"], name=("fk_revision_fetch_id")),
        sa.PrimaryKeyConstraint("id", name=("pk_revision")),
        sa.UniqueConstraint("article_id", "number", name=("uq_revision_article_id_number")),
    )
    op.create_index(("ix_revision_content_hash"), "revision", ["content_hash"], unique=False)
