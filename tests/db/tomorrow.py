"""A program that is one migration ahead of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import migrate

NEXT = '''
"""A column more."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None
def upgrade():
    op.add_column("article", sa.Column("mood", sa.Text()))
    {more}
'''


@pytest.fixture
def tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program one migration ahead; the file of that migration."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for file in ("env.py", "versions/0001_first.py"):
        (folder / file).write_text((migrate.MIGRATIONS / file).read_text())
    (folder / "versions" / "0002_next.py").write_text(NEXT.format(more=""))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    monkeypatch.setattr(migrate, "VERSION", "0002")
    return folder / "versions" / "0002_next.py"
