"""The tables. Names are singular; the public views (`db/views`) are plural.

    run ──┬─< fetch >── source ──< endpoint          endpoint: a feed, sitemap, section or home page
          │     │          └─────< page ──< address  page: one place of the frontier; address: a URL that leads there
          │     └── page             └──> article ──< revision

    link: what two articles are to each other; sketch, repeated_line: the index by which such pairs are found.

Text columns have no length: a publisher's headline is as long as it is. Of which rows an index is, is said in SQLite's
words alone: SQLAlchemy would load all of its Postgres side for the others. `db.migrate` says it in both.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from db.types import JsonList, UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite numbers rows by itself only in a column declared INTEGER."""

source = Table(
    "source",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("language", Text),
    Column("schedule", Text, nullable=False),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("next_visit_at", UtcTime),
    Column("last_started_at", UtcTime),
    Column("last_finished_at", UtcTime),
    Column("last_success_at", UtcTime),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("last_error", Text),
    Column("lease_holder", Text),
    Column("lease_until", UtcTime),
    Column("signals", JsonList),
    Column("is_distrusted", Boolean, nullable=False, server_default=false()),
    Column("pages_checked_at", UtcTime),
)
"""`signals`: what its robots.txt says on the use of its content, as `robots.txt: content-signal: ai-train=no`."""

endpoint = Table(
    "endpoint",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("source.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("found_by", Text, nullable=False),
    Column("lastmod", UtcTime),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("payload_digest", Text),
    Column("last_fetched_at", UtcTime),
    Column("last_changed_at", UtcTime),
    Column("entries", Integer),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("next_poll_at", UtcTime),
    Column("interval_s", Integer),
    Column("poll_reason", Text),
    Column("fresh", Integer),
    Column("full_at", UtcTime),
    Column("is_distrusted", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("source_id", "url"),
)

"""`fresh`: entries of the last listing that were new; `full_at`: when a whole body came; `is_distrusted`: its server
says 304 though there is news."""

gap = Table(
    "gap",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("source.id"), nullable=False, index=True),
    Column("endpoint_id", Id, ForeignKey("endpoint.id"), nullable=False),
    Column("since_at", UtcTime, nullable=False),
    Column("until_at", UtcTime, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("searched_at", UtcTime),
    Column("found", Integer),
)

page = Table(
    "page",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("source.id"), nullable=False),
    Column("endpoint_id", Id, ForeignKey("endpoint.id")),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("discovered_at", UtcTime, nullable=False),
    Column("hint_title", Text),
    Column("hint_published_at", UtcTime),
    Column("hint_from", Text),
    Column("hint_updated_at", UtcTime),
    Column("next_visit_at", UtcTime),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_fetched_at", UtcTime),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("payload_digest", Text),
    Column("fetch_url", Text),
    Column("item", Text),
    Column("article_id", Id, ForeignKey("article.id")),
    Column("signals", JsonList),
    Index(None, "source_id", "next_visit_at"),
    Index(None, "article_id"),
)
"""`state`: new, article, alias (its article is fetched at another page), rejected, refused, failed, gone.

`item`: what a JSON list says of the article; `fetch_url`: where its text is, when the page itself is an empty shell.

`signals`: what its headers and meta elements say on the use of its content, as `header: noarchive`.
"""

address = Table(
    "address",
    metadata,
    Column("id", Id, primary_key=True),
    Column("page_id", Id, ForeignKey("page.id"), nullable=False, index=True),
    Column("url", Text, nullable=False, unique=True),
    Column("kind", Text),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
)

article = Table(
    "article",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("source.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("url_key", Text, nullable=False, unique=True),
    Column("revision_id", Id, ForeignKey("revision.id", use_alter=True), index=True),
    Column("authors", JsonList, nullable=False),
    Column("keywords", JsonList, nullable=False),
    Column("agencies", JsonList, nullable=False, server_default="[]"),
    Column("published_at", UtcTime),
    Column("published_precision", Text),
    Column("published_from", Text),
    Column("language", Text),
    Column("section", Text),
    Column("dateline", Text),
    Column("publisher", Text),
    Column("image_url", Text),
    Column("kind", Text, nullable=False),
    Column("is_free", Boolean),
    Column("is_truncated", Boolean),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("gone_at", UtcTime),
    Column("duplicate_of", Id),
    Column("story_id", Id, index=True),
    Index(None, "source_id", "published_at"),
    Index(None, "published_at"),
)
"""`duplicate_of`, `story_id`: derived from the links, so without references; at each change of one to its own table
SQLite would write all the indexes anew."""

tally = Table(
    "tally",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, nullable=False),
    Column("day", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Index("ix_tally_counts", "source_id", "day", "language", "articles", "duplicates"),
)
"""How many articles there are, kept by triggers (`db.tally`); what counts is the sum over the rows. `day`: the UTC day
of publication as `2022-02-10`, empty where it isn't known, as is `language`. Derived, so without a foreign key."""

word = Table(
    "word",
    metadata,
    Column("language", Text, primary_key=True),
    Column("reversed", Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    sqlite_with_rowid=False,
)
"""The lexemes of texts in languages with compounds, written backwards, so that an index finds those with the same end
(`db.search.vocabulary`). Only a hint: one may stay when its last text is gone."""

revision = Table(
    "revision",
    metadata,
    Column("id", Id, primary_key=True),
    Column("article_id", Id, ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("fetch_id", Id, ForeignKey("fetch.id")),
    Column("seen_at", UtcTime, nullable=False),
    Column("modified_at", UtcTime),
    Column("title", Text),
    Column("lead", Text),
    Column("text", Text, nullable=False),
    Column("dateline_prefix", Text),
    Column("signature", Text),
    Column("word_count", Integer, nullable=False),
    Column("content_hash", Text, nullable=False, index=True),
    Column("printed_hash", Text),
    Column("changed", JsonList, nullable=False),
    Column("words_added", Integer),
    Column("words_removed", Integer),
    Column("parser_version", Text, nullable=False),
    Column("cause", Text, nullable=False, server_default="publisher"),
    UniqueConstraint("article_id", "number"),
)
"""`printed_hash`: of the text with the site's boilerplate, where that was cut; by it a text is known again that is cut
otherwise; `cause`: who changed it: publisher, or parser where a newer one reads the same page (`fetch_id`) so."""

entry = Table(
    "entry",
    metadata,
    Column("revision_id", Id, ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("published_at", UtcTime),
    Column("title", Text),
    Column("text", Text, nullable=False),
)
"""The dated entries of a live blog, version by version, in the page's order from 1."""

sighting = Table(
    "sighting",
    metadata,
    Column("id", Id, primary_key=True),
    Column("article_id", Id, ForeignKey("article.id"), nullable=False, index=True),
    Column("revision_id", Id, ForeignKey("revision.id"), nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)
"""An old version that a publisher has gone back to: seen again, not stored again."""

placement = Table(
    "placement",
    metadata,
    Column("endpoint_id", Id, ForeignKey("endpoint.id"), primary_key=True, autoincrement=False),
    Column("page_id", Id, ForeignKey("page.id"), primary_key=True, autoincrement=False, index=True),
    Column("first_position", Integer, nullable=False),
    Column("top_position", Integer, nullable=False),
    Column("last_position", Integer, nullable=False),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("top_seen_at", UtcTime, nullable=False),
    Column("last_seen_at", UtcTime, nullable=False),
    Column("gone_at", UtcTime),
    Index(
        "ix_placement_there",
        "endpoint_id",
        sqlite_where=text("gone_at IS NULL"),
    ),
)
"""Where a page stood on a front page, a section page or in a JSON list, from 1; `gone_at`: null while it is there."""

link = Table(
    "link",
    metadata,
    Column("a_id", Id, ForeignKey("article.id"), primary_key=True, autoincrement=False),
    Column("b_id", Id, ForeignKey("article.id"), primary_key=True, autoincrement=False, index=True),
    Column("relation", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("a_in_b", Float),
    Column("b_in_a", Float),
    Column("apart_s", BigInteger),
    Column("method", Text, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
    Column("unlinked_at", UtcTime),
    CheckConstraint("a_id < b_id", name="ck_link_order"),
    Index(
        None,
        "unlinked_at",
        sqlite_where=text("unlinked_at IS NOT NULL"),
    ),
)
"""`relation`: same, excerpt, overlap, template, translation, apart (nothing any more, or never)."""

sketch = Table(
    "sketch",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Keys of texts. Derived, so without a foreign key, which would cost a look-up for each of a dozen rows an article."""

clue = Table(
    "clue",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("part", BigInteger, primary_key=True, autoincrement=False),
    Column("held", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What translations have in common: figures, names, an id, an image, an address. Derived; names are let go of in time.
`key`: the six days that it counts in, 0 for any, above 48 bits of its hash. `held`: articles that have it, with
language and length, as of `db.clues.holder`; empty where too many have it. `part`: on Postgres who added this row."""

repeated_line = Table(
    "repeated_line",
    metadata,
    Column("hash", Id, primary_key=True, autoincrement=False),
    Column("articles", Integer, nullable=False),
)
"""Lines that stand in several articles which don't copy each other: the sites' own."""

run = Table(
    "run",
    metadata,
    Column("id", Id, primary_key=True),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("status", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("program_version", Text, nullable=False),
    Column("sources", Integer, nullable=False, server_default="0"),
    Column("fetched", Integer, nullable=False, server_default="0"),
    Column("not_modified", Integer, nullable=False, server_default="0"),
    Column("new", Integer, nullable=False, server_default="0"),
    Column("revised", Integer, nullable=False, server_default="0"),
    Column("duplicates", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("failed", Integer, nullable=False, server_default="0"),
)

fetch = Table(
    "fetch",
    metadata,
    Column("id", Id, primary_key=True),
    Column("run_id", Id, ForeignKey("run.id"), nullable=False, index=True),
    Column("source_id", Id, ForeignKey("source.id"), nullable=False),
    Column("endpoint_id", Id, ForeignKey("endpoint.id"), index=True),
    Column("page_id", Id, ForeignKey("page.id"), index=True),
    Column("url", Text, nullable=False),
    Column("final_url", Text),
    Column("fetched_at", UtcTime, nullable=False),
    Column("status", Integer),
    Column("outcome", Text, nullable=False),
    Column("error_kind", Text),
    Column("error", Text),
    Column("elapsed_ms", Integer),
    Column("size", Integer),
    Column("content_type", Text),
    Column("payload_digest", Text),
    Column("warc_file", Text),
    Column("warc_offset", BigInteger),
    Column("warc_length", BigInteger),
    Column("warc_type", Text),
    Column("warc_deleted_at", UtcTime),
    Column("parser_version", Text),
    Index(None, "source_id", "fetched_at"),
    Index(None, "warc_file", "warc_offset"),
    Index(
        "ix_fetch_payload_kept",
        "payload_digest",
        sqlite_where=text("warc_type = 'response' AND warc_deleted_at IS NULL"),
    ),
    Index(
        "ix_fetch_payload_revisited",
        "payload_digest",
        sqlite_where=text("warc_type = 'revisit' AND warc_deleted_at IS NULL"),
    ),
    Index(
        "ix_fetch_raw_deleted",
        "warc_file",
        sqlite_where=text("warc_deleted_at IS NOT NULL"),
    ),
)
"""`warc_type`: `response`, `resource` for what a browser drew, or `revisit` where the record only refers to the same
payload of an earlier one.
`warc_deleted_at`: since when the record is deleted; the row tells where it was.
`parser_version`: of the parser that read the page last."""

intake = Table(
    "intake",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("source", Text),
    Column("options", Text, nullable=False),
    Column("position", Text),
    Column("imported", Integer, nullable=False, server_default="0"),
    Column("known", Integer, nullable=False, server_default="0"),
    Column("skipped", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("broken", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("created_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("holder", Text),
    Column("lease_until", UtcTime),
    UniqueConstraint("kind", "place", "options"),
)
"""What is imported from where, and how far it has come: `position` in the words of the kind, moved on with the rows."""

template = Table(
    "template",
    metadata,
    Column("source_id", Id, ForeignKey("source.id"), primary_key=True, autoincrement=False),
    Column("learned_at", UtcTime, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("learned", Text, nullable=False),
)
"""What is boilerplate on a source's pages; `learned` is the parser's JSON."""

template_page = Table(
    "template_page",
    metadata,
    Column("source_id", Id, ForeignKey("source.id"), primary_key=True),
    Column("page_id", Id, ForeignKey("page.id"), primary_key=True),
    Column("language", Text, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("observation", LargeBinary, nullable=False),
    Index(None, "source_id", "seen_at"),
)
"""What the newest pages of a source showed of its template: some 3 KB each, few dozen pages a source."""


host = Table(
    "host",
    metadata,
    Column("key", Text, primary_key=True),
    Column("next_start_ms", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("rest_until", BigInteger),
    Column("rest_kind", Text),
    Column("rest_status", Integer),
    Column("rest_reason", Text),
)
"""`key`: `host:port`, or a registrable domain. Times in milliseconds since 1970."""

host_slot = Table(
    "host_slot",
    metadata,
    Column("key", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("holder", Text, nullable=False, index=True),
    Column("until_ms", BigInteger, nullable=False),
    Column("wanted_ms", BigInteger),
)
"""Who may ask a host now: one row for each request at once."""

robots = Table(
    "robots",
    metadata,
    Column("place", Text, primary_key=True),
    Column("body", LargeBinary),
    Column("fetched_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("trouble_kind", Text),
    Column("trouble", Text),
    Column("trouble_status", Integer),
    Column("is_known", Boolean, nullable=False),
)
"""The robots.txt of every host, for all processes."""

problem = Table(
    "problem",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source_id", Id, ForeignKey("source.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("finding", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("began_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Index(None, "source_id", "kind"),
)
"""What was or is wrong with a source (`db.health`); open while `ended_at` is null."""


def _for_reading(name: str, table: Table, *columns: str, where: str | None = None) -> None:
    """An index that the documented queries (docs/sql.md) are answered from."""
    condition = None if where is None else text(where)
    Index(name, *(table.c[column] for column in columns), sqlite_where=condition)


# How many, of whom, when: answered without a look at the articles.
_for_reading("ix_article_facts", article, "source_id", "language", "published_at", "duplicate_of")
_for_reading("ix_article_published_facts", article, "published_at", "source_id", "language", "duplicate_of")
_for_reading("ix_article_language_published_at", article, "language", "published_at")
_for_reading("ix_article_first_seen_at", article, "first_seen_at", "source_id")
_for_reading("ix_article_dateline", article, "dateline", "published_at", "source_id", where="dateline IS NOT NULL")
_for_reading("ix_article_section", article, "section", "published_at", "source_id", where="section IS NOT NULL")
_for_reading("ix_article_duplicate_of", article, "duplicate_of", where="duplicate_of IS NOT NULL")
_for_reading("ix_article_publisher", article, "publisher", where="publisher IS NOT NULL")
_for_reading("ix_article_gone_at", article, "gone_at", where="gone_at IS NOT NULL")
_for_reading("ix_article_copies", article, "source_id", "duplicate_of", where="duplicate_of IS NOT NULL")
_for_reading("ix_revision_later", revision, "seen_at", "article_id", "number", where="number > 1")
_for_reading("ix_page_waiting", page, "source_id", where="state IN ('new', 'failed')")
_for_reading("ix_page_state", page, "source_id", "state")
_for_reading("ix_page_state_reason", page, "state", "reason")
_for_reading("ix_page_discovered_at", page, "discovered_at")
_for_reading("ix_address_kind", address, "kind")
_for_reading("ix_fetch_fetched_at", fetch, "fetched_at")
_for_reading("ix_fetch_outcome", fetch, "outcome", "fetched_at")
_for_reading(
    "ix_fetch_trouble", fetch, "fetched_at", "source_id", "error_kind", "status", where="error_kind IS NOT NULL"
)
