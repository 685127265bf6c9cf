"""What a source's pages have taught: observations of its newest pages, and the template in use."""

import sqlalchemy as sa
from alembic import op

from db.types import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "template",
        sa.Column("source_id", Id, sa.ForeignKey("source.id", name="fk_template_source_id"), nullable=False),
        sa.Column("learned_at", UtcTime, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("stories", sa.Integer, nullable=False),
        sa.Column("learned", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("source_id", name="pk_template"),
    )
    op.create_table(
        "template_page",
        sa.Column("source_id", Id, sa.ForeignKey("source.id", name="fk_template_page_source_id"), nullable=False),
        sa.Column("page_id", Id, sa.ForeignKey("page.id", name="fk_template_page_page_id"), nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("seen_at", UtcTime, nullable=False),
        sa.Column("observation", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("source_id", "page_id", name="pk_template_page"),
    )
    op.create_index("ix_template_page_source_id_seen_at", "template_page", ["source_id", "seen_at"])
