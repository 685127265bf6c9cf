"""An import that is killed with SIGKILL goes on where it was, and nothing comes in twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.raw.verify import verify
from tests.raw.foreign import news_warc
from tests.raw.test_import import Archive, archive  # noqa: F401  (a fixture)

PAGES = 120
BATCH = 50
"""Records that are stored together; the first one of all is no page."""

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from scraper.config import load_config
from scraper.crawl import CrawlRequest, prepare
from scraper.raw import imports, intake

folder, path, killed_in = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
config = load_config(folder / "config.yaml", environ={}, database=sys.argv[4])
real, calls = getattr(intake, killed_in), []

def until_the_second(*given):
    done = real(*given)
    calls.append(1)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return done

setattr(intake, killed_in, until_the_second)
asyncio.run(imports.import_all(config, prepare(config, CrawlRequest()), [path], None, intake.Wanted()))
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("killed_in", ["_keep", "_store"])
def test_a_killed_import_goes_on(archive: Archive, tmp_path: Path, killed_in: str) -> None:  # noqa: F811
    path = news_warc(tmp_path / "news.warc.gz", PAGES)
    url = archive.database.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", KILLED, tmp_path, path, killed_in, url]
    assert subprocess.run(command, timeout=300).returncode == -signal.SIGKILL
    assert archive.rows("select count(*) from articles") == [(BATCH - 1,)]
    assert archive.take(path) == {"imported": PAGES - BATCH + 1}
    assert archive.rows("select count(*), count(distinct url) from fetches") == [(PAGES, PAGES)]
    assert archive.rows("select count(*) from revisions") == [(PAGES,)]
    found = verify(archive.database, archive.files)
    assert (found.problems, found.rows, found.unlisted) == ([], PAGES, BATCH)
