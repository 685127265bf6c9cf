"""Today's parser over pages that an older one has read."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from scraper.parse.page import PARSER_VERSION
from scraper.raw.reparse import Reparsed, ReparseRequest, reparse, wanted
from scraper.raw.verify import verify
from tests.raw.conftest import Kept


def again(kept: Kept, **request: object) -> Reparsed:
    return asyncio.run(reparse(kept.config, kept.database, kept.files, ReparseRequest(**request)))  # type: ignore[arg-type]


SQLITE_ONLY = pytest.mark.parametrize("kind", ["sqlite"])
"""What the database has no part in."""


class StopHereError(Exception):
    pass


def grow_old(kept: Kept) -> None:
    """As if an older parser had read it all, lost the end of one article and thought another one no article."""
    kept.execute("UPDATE \"fetch\" SET parser_version = '0' WHERE parser_version IS NOT NULL")
    kept.execute("UPDATE revision SET parser_version = '0'")
    cut = "text = substr(text, 1, 200), content_hash = 'x'"
    kept.execute(f"UPDATE revision SET {cut} WHERE id = (SELECT min(id) FROM revision)")


def test_a_new_reading_is_a_version_of_the_parser_s(kept: Kept) -> None:
    before = kept.rows("select count(*), min(id) from articles")
    grow_old(kept)
    report = again(kept)
    articles = before[0][0]
    assert report.counts["changed"] == 1
    assert report.counts["unchanged"] == articles - 1
    assert report.counts["damaged"] + report.counts["failed"] + report.counts["found"] == 0
    changed = kept.rows(
        "select revision, cause, changed, parser_version, length(text) > 200, seen_at from revisions"
        " where article_id in (select article_id from revisions where cause = 'parser') order by revision"
    )
    assert [(row[0], row[1], row[3], bool(row[4])) for row in changed] == [
        (1, "publisher", "0", False),
        (2, "parser", PARSER_VERSION, True),
    ]
    assert "text" in str(changed[1][2])
    assert changed[0][5] == changed[1][5]
    assert kept.rows("select distinct parser_version from articles") == [(PARSER_VERSION,)]
    assert kept.rows("select count(*), min(id) from articles") == before
    assert verify(kept.database, kept.files).problems == []


def test_a_crawl_after_it_sees_only_what_the_publisher_changed(kept: Kept) -> None:
    grow_old(kept)
    again(kept)
    assert kept.crawl().totals()["revised"] == 0
    kept.site.edition = 2
    assert kept.crawl().totals()["revised"] == 1


@SQLITE_ONLY
def test_who_wrote_it_is_mended_without_a_new_version(kept: Kept) -> None:
    said = "select r.id, a.authors, r.dateline_prefix from article a join revision r on r.id = a.revision_id order by 1"
    before = kept.rows(said)
    grow_old(kept)
    kept.execute("UPDATE article SET authors = '[\"Nobody\"]' WHERE id = (SELECT max(id) FROM article)")
    kept.execute("UPDATE revision SET dateline_prefix = 'X - ' WHERE id = (SELECT max(id) FROM revision)")
    assert again(kept).counts["changed"] == 1
    ((told, authors, prefix),) = kept.rows(said.replace("order by 1", "order by a.id desc limit 1"))
    assert (told, authors, prefix) in before
    assert kept.rows("select distinct parser_version from articles") == [(PARSER_VERSION,)]


@SQLITE_ONLY
def test_what_is_done_is_not_done_twice(kept: Kept) -> None:
    assert sum(again(kept).counts.values()) == 0
    grow_old(kept)
    assert sum(again(kept).counts.values()) > 60
    assert sum(again(kept).counts.values()) == 0


@SQLITE_ONLY
def test_a_stopped_run_goes_on_where_it_was(kept: Kept) -> None:
    grow_old(kept)
    done = 0

    def start(total: int) -> object:
        def advance() -> None:
            nonlocal done
            done += 1
            if done == 20:
                raise StopHereError

        return advance

    with pytest.raises(ExceptionGroup):
        asyncio.run(reparse(kept.config, kept.database, kept.files, ReparseRequest(), start))  # type: ignore[arg-type]
    left = sum(again(kept).counts.values())
    read = kept.rows(f"select count(*) from fetches where parser_version = '{PARSER_VERSION}'")[0][0]
    assert 20 <= read - left <= 20 + 32


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("rejected", "outcome = 'rejected', parser_version = '0'"),
        ("failed", "outcome = 'failed', error_kind = 'internal', parser_version = NULL"),
    ],
    ids=["no article to an older parser", "a mistake of ours"],
)
def test_a_page_that_gave_no_article_becomes_one(kept: Kept, state: str, told: str) -> None:
    (article, url), *_ = kept.rows(
        "select id, canonical_url from articles a where not exists"
        " (select 1 from articles b where b.duplicate_of = a.id) and duplicate_of is null order by id desc"
    )
    kept.execute(f"UPDATE page SET state = '{state}', article_id = NULL WHERE article_id = {article}")
    kept.execute(f"UPDATE article SET revision_id = NULL WHERE id = {article}")
    captured = f"SELECT fetch_id FROM revision WHERE article_id = {article}"
    kept.execute(f'UPDATE "fetch" SET {told} WHERE id = ({captured})')
    kept.execute(f"DELETE FROM link WHERE a_id = {article} OR b_id = {article}")
    kept.execute(f"UPDATE article SET story_id = NULL WHERE story_id = {article}")
    kept.execute(f"DELETE FROM revision WHERE article_id = {article}")
    kept.execute(f"DELETE FROM article WHERE id = {article}")
    assert kept.rows(f"select count(*) from articles where canonical_url = '{url}'") == [(0,)]
    assert again(kept).counts["found"] == 1
    found = kept.rows(f"select revision, first_seen_at from articles where canonical_url = '{url}'")
    fetched = kept.rows(f"select outcome, fetched_at from fetches where final_url = '{url}' and status = 200")
    assert (found[0][0], fetched[0][0]) == (1, "new")
    assert found[0][1] == fetched[0][1]


@SQLITE_ONLY
def test_only_what_is_asked_for(kept: Kept) -> None:
    grow_old(kept)
    assert sum(again(kept, sources=("other",)).counts.values()) == 0
    assert sum(again(kept, since=datetime.now(UTC) + timedelta(days=1)).counts.values()) == 0
    assert sum(again(kept, older_than="0").counts.values()) == 0
    assert sum(again(kept, sources=("meridian",), older_than="0.1").counts.values()) > 60


@pytest.mark.parametrize(
    ("older_than", "versions"),
    [(None, ["1", "1.9", "1.10", "2"]), ("1.10", ["1", "1.9"]), ("2", ["1", "1.9", "1.10"]), ("1", [])],
)
def test_which_parsers_are_older(older_than: str | None, versions: list[str]) -> None:
    assert wanted(ReparseRequest(older_than=older_than), ["1", "1.9", "1.10", "2"]).versions == versions


@SQLITE_ONLY
def test_a_damaged_record_is_counted_and_left(kept: Kept) -> None:
    grow_old(kept)
    (path,) = kept.files.folder.iterdir()
    data = bytearray(path.read_bytes())
    ((offset,),) = kept.rows("select max(warc_offset) from fetches where outcome = 'new'")
    data[offset + 60] ^= 0xFF
    path.write_bytes(data)
    assert again(kept).counts["damaged"] == 1
