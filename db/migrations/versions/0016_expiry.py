"""Indexes to find by what refers to a payload, and the files in which a record was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REVISITED = sa.text("warc_type = 'revisit' AND warc_deleted_at IS NULL")
DELETED = sa.text("warc_deleted_at IS NOT NULL")


def upgrade() -> None:
    for name, column, where in (
        ("ix_fetch_payload_revisited", "payload_digest", REVISITED),
        ("ix_fetch_raw_deleted", "warc_file", DELETED),
    ):
        op.create_index(name, "fetch", [column], sqlite_where=where, postgresql_where=where)
