"""What kind of record a fetch left in the archive, and whether it is still there; indexes to find it by."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEPT = sa.text("warc_type = 'response' AND warc_deleted_at IS NULL")


def upgrade() -> None:
    op.add_column("fetch", sa.Column("warc_type", sa.Text(), nullable=True))
    op.add_column("fetch", sa.Column("warc_deleted_at", UtcTime(), nullable=True))
    op.execute("UPDATE \"fetch\" SET warc_type = 'response' WHERE warc_file IS NOT NULL")
    op.create_index("ix_fetch_warc_file_warc_offset", "fetch", ["warc_file", "warc_offset"])
    op.create_index("ix_fetch_payload_kept", "fetch", ["payload_digest"], sqlite_where=KEPT, postgresql_where=KEPT)
