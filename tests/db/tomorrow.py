"""A program that is one migration ahead of ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from db import migrate, version
from db.version import VERSION

TOMORROW = f"{int(VERSION) + 1:04}"

NEXT = f'''
"""A column more."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{TOMORROW}", "{VERSION}", None, None
def upgrade():
    op.add_column("article", sa.Column("mood", sa.Text()))
    {{more}}
'''


@pytest.fixture
def tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program one migration ahead; the file of that migration."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    made = folder / "versions" / f"{TOMORROW}_next.py"
    made.write_text(NEXT.format(more=""))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    for module in (migrate, version):
        monkeypatch.setattr(module, "VERSION", TOMORROW)
    return made
