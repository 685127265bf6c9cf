"""What is handed out: WARC that warcio finds no fault with, an index that leads to every record, WACZ."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from db.captures import KeptFilter
from scraper.archive import Files, read_capture
from scraper.archive.cdxj import surt
from scraper.errors import UsageError
from scraper.raw.export import export
from tests.raw.conftest import Kept

SQLITE_ONLY = pytest.mark.parametrize("kind", ["sqlite"])


def test_a_warc_file_with_every_answer_and_its_request(kept: Kept, tmp_path: Path) -> None:
    kept.crawl()
    out = tmp_path / "out.warc.gz"
    done = export(kept.database, kept.files, KeptFilter(), out)
    check = subprocess.run([sys.executable, "-m", "warcio.cli", "check", out], capture_output=True, text=True)
    assert (check.returncode, check.stdout) == (0, "")
    with out.open("rb") as stream:
        kinds = [record.rec_type for record in ArchiveIterator(stream)]
    ((rows,),) = kept.rows("select count(*) from fetches where warc_type is not null")
    assert done.captures == rows == kinds.count("request") == kinds.count("response") + kinds.count("revisit")
    assert kinds.count("revisit") > 50
    with pytest.raises(UsageError, match="is there already"):
        export(kept.database, kept.files, KeptFilter(), out)


@SQLITE_ONLY
def test_a_revisit_brings_its_page_along(kept: Kept, tmp_path: Path) -> None:
    kept.crawl()
    (article,) = kept.rows("select id from articles order by id limit 1")[0]
    out = tmp_path / "one.cdxj"
    kept.execute("UPDATE \"fetch\" SET fetched_at = '2020-01-01T00:00:00Z' WHERE warc_type = 'response'")
    export(kept.database, kept.files, KeptFilter(since=datetime(2021, 1, 1, tzinfo=UTC), articles=[article]), out)
    lines = [json.loads(line.split(" ", 2)[2]) for line in out.read_text().splitlines()]
    assert sorted(line["mime"] for line in lines) == ["text/html", "warc/revisit"]
    assert len({line["digest"] for line in lines}) == 1


@SQLITE_ONLY
def test_a_wacz_holds_together(kept: Kept, tmp_path: Path) -> None:
    out = tmp_path / "out.wacz"
    export(kept.database, kept.files, KeptFilter(source="meridian"), out)
    with zipfile.ZipFile(out) as archive:
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            data = archive.read(resource["path"])
            assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
            assert resource["bytes"] == len(data)
            assert archive.getinfo(resource["path"]).compress_type == zipfile.ZIP_STORED
        archive.extract("archive/data.warc.gz", tmp_path)
        index = archive.read("indexes/index.cdx").decode().splitlines()
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
    assert index == sorted(index)
    files = Files(tmp_path / "archive")
    for line in index:
        fields = json.loads(line.split(" ", 2)[2])
        found = read_capture(files, fields["filename"], int(fields["offset"]), int(fields["length"]))
        assert found.url == fields["url"]
        assert found.digest == fields["digest"]
    ((articles,),) = kept.rows("select count(*) from articles")
    assert pages[0]["format"] == "json-pages-1.0"
    assert len(pages) - 1 >= articles
    assert all(page["title"] and page["ts"].endswith("Z") for page in pages[1:])


@pytest.mark.parametrize(
    ("url", "turned"),
    [
        ("https://www.Example.org/News/?b=1&a=2", "org,example)/news?a=2&b=1"),
        ("http://example.org", "org,example)/"),
        ("http://example.org:8080/a/", "org,example:8080)/a"),
        ("https://example.org:443/a", "org,example)/a"),
        ("http://127.0.0.1:40123/x", "1,0,0,127:40123)/x"),
    ],
)
def test_addresses_are_turned_as_pywb_does_it(url: str, turned: str) -> None:
    assert surt(url) == turned
