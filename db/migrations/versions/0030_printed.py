"""How a text was printed, with the boilerplate that was cut from it: it is known again when it is cut otherwise.

Versions from before have no such hash; they are compared as they were cut.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revision", sa.Column("printed_hash", sa.Text()))
