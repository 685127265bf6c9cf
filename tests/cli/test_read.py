"""Reading the archive from the command line, on both databases."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from scraper.article import PUBLIC_KEYS
from scraper.sample import load_truth
from tests.cli.conftest import Shell

TRUTH = load_truth()
FIRST = TRUTH.in_edition(1)

CONTRACT = {
    "id", "source", "url", "canonical_url", "title", "lead", "text", "authors", "keywords", "published_at",
    "modified_at",
    "published_precision", "published_from", "language", "section", "dateline", "publisher", "image_url", "kind",
    "is_free",
    "is_truncated", "word_count", "content_hash", "parser_version", "first_seen_at", "last_seen_at", "revision",
    "story_id",
    "duplicate_of",
}  # fmt: skip


def read(shell: Shell, *arguments: str) -> Any:
    done = shell.run(*arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_reading_verbs(crawled: Shell) -> None:
    """One crawl for all of them: it is the reading that is tested here."""
    listed = read(crawled, "list", "--json", "--limit", "500")
    assert len(listed) == len(FIRST)
    assert set(listed[0]) >= CONTRACT
    assert isinstance(listed[0]["authors"], list)
    assert listed == sorted(listed, key=lambda article: article["published_at"], reverse=True)

    unique = read(crawled, "list", "--json", "--unique", "-n", "500")
    assert len(unique) == sum(article.duplicate_of is None for article in FIRST)
    german = read(crawled, "list", "--json", "-l", "de", "-n", "500")
    assert {article["language"] for article in german} == {"de"}
    march = read(crawled, "list", "--json", "--since", "2026-03-01", "--until", "2026-03-08", "-n", "500")
    assert march
    assert all("2026-03-01" <= article["published_at"] < "2026-03-08" for article in march)

    shown = read(crawled, "show", str(listed[0]["id"]), "--json")
    assert shown["text"] == listed[0]["text"]
    assert "canonical" in {url["kind"] for url in shown["urls"]}
    page = crawled.run("show", str(listed[0]["id"])).stdout
    assert listed[0]["title"] in " ".join(page.split())
    assert listed[0]["canonical_url"] in page

    word = max(german[0]["title"].split(), key=len).strip(".,:;!?„“")
    hits = read(crawled, "search", word, "--json", "--language", "de")
    assert german[0]["id"] in [hit["id"] for hit in hits]
    assert crawled.run("search", word).stdout.count("\n") >= 2
    assert read(crawled, "search", "xyzzyplugh", "--json") == []
    assert "nothing matches 'xyzzyplugh'" in crawled.run("search", "xyzzyplugh").stderr

    counted = (
        "select source, language, count(*) as n from articles where duplicate_of is null group by 1, 2 order by 1, 2"
    )
    rows = read(crawled, "sql", counted, "--format", "json")
    assert rows == read(crawled, "sql", counted, "--json")
    assert [row["source"] for row in rows] == ["meridian"] * 4
    assert sum(row["n"] for row in rows) == len(unique)
    lines = crawled.run("sql", counted, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(crawled.run("sql", counted, "--format", "csv").stdout)))
    assert [{**row, "n": int(row["n"])} for row in table] == rows
    assert crawled.run("sql", counted).stdout.splitlines()[0].split() == ["source", "language", "n"]

    typed = read(crawled, "sql", "select published_at, authors, is_free from articles order by id limit 1", "--json")
    assert typed[0]["published_at"].endswith("Z")
    assert isinstance(typed[0]["authors"], list)
    assert typed[0]["is_free"] in (None, True, False)

    upgraded = crawled.run("db", "upgrade")
    assert upgraded.returncode == 0
    assert "was up to date" in upgraded.stdout

    checked = read(crawled, "doctor", "--json")
    assert all(check["is_ok"] for check in checked)
    assert {check["subject"] for check in checked} >= {"configuration", "database", "archive", "source meridian"}


def test_reading_needs_no_configuration_where_the_database_is_named(crawled: Shell) -> None:
    (crawled.folder / "config.yaml").unlink()
    done = crawled.spawn("list", "--json", "-n", "500")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)) == len(FIRST)


def test_reading_what_is_not_there_yet_says_what_to_do(shell: Shell) -> None:
    for arguments in (["list"], ["search", "x"], ["sql", "select 1"], ["show", "1"]):
        done = shell.run("--db", "none.db", *arguments)
        assert done.returncode == 3
        assert "`dateline crawl` makes one" in done.stderr
    assert shell.files() == []


def test_parse_reads_files_stdin_and_addresses(shell: Shell) -> None:
    from scraper.sample import SampleSite

    with SampleSite() as site:
        article = next(a for a in FIRST if a.language == "de" and a.duplicate_of is None)
        url = site.url + article.path
        from_web = json.loads(shell.run("parse", url).stdout)
    assert from_web["title"] == article.title
    assert from_web["text"] == article.text
    assert from_web["dateline"] == article.dateline
    assert set(from_web) == set(PUBLIC_KEYS)
    assert CONTRACT - set(from_web) == {
        "id", "source", "first_seen_at", "last_seen_at", "revision", "story_id", "duplicate_of",
    }  # fmt: skip
    html = "<h1>Ein Titel, der etwas sagt</h1>" + "<p>Ein ganzer Satz, der lang genug ist, um zu zählen.</p>" * 6
    shell.write(html, "page.html")
    from_file = json.loads(shell.run("parse", "page.html", "--url", "https://example.org/2026/03/01/x").stdout)
    from_stdin = json.loads(shell.run("parse", "-", "--url", "https://example.org/2026/03/01/x", stdin=html).stdout)
    assert from_file == from_stdin
    assert from_file["published_at"] == "2026-03-01T00:00:00Z"
    assert shell.files() == ["page.html"]


def test_parse_of_a_page_that_is_missing_says_so(shell: Shell) -> None:
    from scraper.sample import SampleSite

    with SampleSite() as site:
        done = shell.run("parse", site.url + "/de/welt/99999-nichts")
    assert done.returncode == 1
    assert "there is nothing at this address" in done.stderr
