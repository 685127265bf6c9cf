"""Look-ups are measured where they find what is there, in one archive as in two that are asked in turns."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bench.sameness import lookup, pairs
from db import Database
from tests.identify.texts import edited, report

TEXTS = [{"id": number, "text": text} for number, text in enumerate((report(1), edited(report(1), 0.05), report(2)))]


@pytest.fixture
def two(sqlite_template: Path, tmp_path: Path) -> list[str]:
    return [f"sqlite:///{shutil.copy(sqlite_template, tmp_path / name)}" for name in ("small.db", "large.db")]


def test_each_archive_is_asked_for_every_text(two: list[str]) -> None:
    with (
        closing(Database(two[0])) as small,
        closing(Database(two[1])) as large,
        small.write() as one,
        large.write() as other,
    ):
        asked = [(connection, list(pairs.store_all(connection, TEXTS)[0].values())) for connection in (one, other)]
        measured = lookup.measure(asked)
    assert [found.repeated for found in measured] == [2 / 3, 2 / 3]
    for found in measured:
        assert 0 < found.best_p50 <= found.p50 <= found.p95
