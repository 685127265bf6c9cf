"""`crawl`, as cron runs it: what it prints, how it ends, and what survives whatever happens to it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db import Database, leases
from db.query import run
from scraper.sample import SampleSite, load_truth, sample_config
from tests.cli.conftest import PROGRAM, Shell

TRUTH = load_truth()
ALL = sorted(article.path for article in TRUTH.in_edition(1))
PATHS = [path for path in ALL if path.startswith("/en/")]
KEYS = {"fetched", "not_modified", "new", "revised", "duplicates", "rejected", "failed", "seconds"}


def english(url: str) -> str:
    """A fourth of the sample site: what is tested here is the program around a crawl."""
    return sample_config(url).replace("- name: meridian", "- name: meridian\n    include: ['/en/']")


def stored(url: str, site: SampleSite) -> list[str]:
    database = Database(url)
    with run(database, "select canonical_url from articles") as result:
        paths = sorted(str(row[0]).removeprefix(site.url) for row in result.rows)
    database.close()
    return paths


def test_crawl_json_ends_with_the_contract_s_object(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    done = shell.run("crawl", "--json")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert set(report) == KEYS | {"sources", "per_source"}
    assert set(report["per_source"]["meridian"]) == KEYS | {"error"}
    assert report["sources"] == 1
    assert report["new"] == len(PATHS)
    assert report["per_source"]["meridian"]["error"] is None
    assert "Traceback" not in done.stderr
    again = json.loads(shell.run("crawl", "--all", "--json").stdout)
    assert (again["new"], again["revised"]) == (0, 0)
    assert again["not_modified"] == again["fetched"] > 0


def test_without_a_terminal_there_are_log_lines_and_no_bars(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    done = shell.run("crawl")
    assert done.stdout.startswith("meridian: ")
    assert "\x1b" not in done.stdout + done.stderr
    assert all(" INFO " in line or " WARNING " in line for line in done.stderr.splitlines())
    as_json = shell.run("--log-format", "json", "crawl", "--all")
    assert all(json.loads(line)["level"] for line in as_json.stderr.splitlines())
    assert as_json.stderr


def test_nothing_due_is_no_error(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    shell.run("crawl")
    site.clear()
    done = shell.run("crawl")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing is due" in done.stderr
    assert site.requests == []


def test_an_unreachable_site_is_named_and_the_others_are_crawled(shell: Shell, site: SampleSite) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        config = english(site.url) + f"\n  - name: dead\n    url: http://127.0.0.1:{port}/\n"
        shell.write(config + "limits: {retries: 0}\n")
        done = shell.run("crawl", "--json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["per_source"]["meridian"]["new"] == len(PATHS)
    assert "no connection" in report["per_source"]["dead"]["error"]
    assert "dateline: source dead failed: " in done.stderr
    assert "Traceback" not in done.stderr


WRONG = [
    (["crawl", "meridan"], "did you mean 'meridian'?"),
    (["crawl", "--nope"], "--nope"),
    (["nope"], "nope"),
    (["show", "x"], "Invalid value"),
    (["show", "99999"], "there is no article 99999"),
    (["list", "--since", "soon"], "--since: expected a date"),
    (["search", "-x"], "-x"),
    (["sql", "delete from article"], "only a query that reads"),
    (["sql", "select nothing from articles"], "nothing"),
    (["parse", "/no/such/file.html"], "can't be read"),
]


def test_wrong_usage_is_told_with_code_2(crawled: Shell) -> None:
    for arguments, said in WRONG:
        done = crawled.run(*arguments)
        assert (arguments, done.returncode) == (arguments, 2)
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_wrong_configuration_is_told_line_by_line_with_code_2(shell: Shell) -> None:
    shell.write(
        "user_agent: x (+https://example.org)\nsources:\n  - name: a\n    url: https://a.org\n    schedul: auto\n"
    )
    done = shell.run("crawl")
    assert done.returncode == 2
    assert done.stderr == "config.yaml:5: sources[0].schedul: unknown key; did you mean 'schedule'?\n"
    assert shell.files() == ["config.yaml"]


def test_no_configuration_says_how_to_begin(shell: Shell) -> None:
    done = shell.run("crawl")
    assert (done.returncode, done.stderr) == (2, "no config.yaml here: run `dateline init`\n")


def test_a_configuration_without_sources_says_so(shell: Shell) -> None:
    shell.run("init")
    done = shell.run("crawl")
    assert done.returncode == 2
    assert "there is none" in done.stderr


def test_what_is_wrong_with_a_configuration_is_told_by_the_name_of_its_file(shell: Shell) -> None:
    shell.write("user_agent: nobody\n", "news.yaml")
    done = shell.run("--config", "news.yaml", "crawl")
    assert (done.returncode, done.stderr.startswith("news.yaml: sources: there is none")) == (2, True)
    shell.write("sources: [{name: a, url: https://a.org, active: false}]\n", "news.yaml")
    for name, told in (("b", "in news.yaml"), ("a", "is switched off in news.yaml")):
        assert told in shell.run("--config", "news.yaml", "crawl", name).stderr


def test_an_unwritable_archive_folder_is_told_with_code_3(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    shell.write("in the way", "archive")
    done = shell.run("crawl")
    assert done.returncode == 3
    assert "archive" in done.stderr
    assert "Traceback" not in done.stderr
    assert shell.files() == ["archive", "config.yaml"]


def test_an_unwritable_database_folder_is_told_with_code_3(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    shell.write("in the way", "data")
    done = shell.run("--db", "data/x.db", "crawl")
    assert done.returncode == 3
    assert "data" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_none_is_told_with_code_3(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    shell.write("this is no database, whatever its name says " * 50, "dateline.db")
    done = shell.run("crawl")
    assert done.returncode == 3
    assert "no SQLite database" in done.stderr


@pytest.mark.parametrize("verb", [["crawl"], ["list"], ["doctor"], ["db", "upgrade"]])
def test_a_missing_postgres_is_told_with_code_3_and_no_password(
    shell: Shell, site: SampleSite, verb: list[str]
) -> None:
    shell.write(english(site.url))
    done = shell.run("--db", "postgresql://user:hush@127.0.0.1:9/none", *verb)
    assert done.returncode == 3
    assert "hush" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "the server doesn't answer" in done.stdout + done.stderr


def test_postgres_without_its_driver_says_what_to_install(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url))
    shell.write("raise ModuleNotFoundError(\"No module named 'psycopg'\", name='psycopg')", "psycopg.py")
    shell.environ["PYTHONPATH"] = str(shell.folder)
    done = shell.spawn("--db", "postgresql://user@127.0.0.1/none", "crawl")
    assert done.returncode == 3
    assert "pip install 'dateline[postgres]'" in done.stderr


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from scraper.cli.main import main
main()
"""


@pytest.mark.parametrize("limit", [200_000, 300_000, 400_000])
def test_a_full_disk_is_told_with_code_3_and_the_next_crawl_completes_the_archive(
    shell: Shell, site: SampleSite, limit: int
) -> None:
    """A limit on the size of files is as near to a full disk as one gets without being root."""
    shell.write(english(site.url))
    full = [sys.executable, "-c", LIMITED, str(limit), "crawl"]
    done = subprocess.run(full, cwd=shell.folder, env=shell.env(), capture_output=True, text=True, timeout=120)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "dateline: " in done.stderr
    again = shell.run("crawl", "--all")
    assert again.returncode == 0, again.stderr
    assert stored(f"sqlite:///{shell.folder / 'dateline.db'}", site) == PATHS


FEW_FILES = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]),) * 2)
sys.argv[1:] = ["crawl"]
from scraper.cli.main import main
main()
"""


@pytest.mark.parametrize("limit", [10, 12, 14, 16, 18, 20])
def test_too_few_open_files_are_told_with_what_to_do(shell: Shell, site: SampleSite, limit: int) -> None:
    """The event loop, the database, the archive or the readers meet it first."""
    shell.write(english(site.url))
    command = [sys.executable, "-c", FEW_FILES, str(limit)]
    done = subprocess.run(command, cwd=shell.folder, env=shell.env(), capture_output=True, text=True, timeout=120)
    assert done.returncode in {1, 3}
    told = done.stderr.splitlines()
    assert any(line.startswith("dateline: ") and "`ulimit -n`" in line for line in told), done.stderr
    assert not any(word in done.stderr for word in ("internal error", "free some")), done.stderr


INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Finder:
    def find_spec(name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder)
module, sys.argv[1:] = sys.argv[1], ["crawl"]
from scraper.cli import main
main()
"""


@pytest.mark.parametrize(("module", "code"), [("typer", -signal.SIGINT), ("scraper.crawl", 130)])
def test_ctrl_c_while_the_program_starts_leaves_no_traceback(shell: Shell, module: str, code: int) -> None:
    """A shell says 130 of either."""
    command = [sys.executable, "-c", INTERRUPTED, module]
    done = subprocess.run(command, cwd=shell.folder, env=shell.env(), capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (code, "")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_crawl_soon_and_cleanly(shell: Shell, number: signal.Signals, code: int) -> None:
    with SampleSite(delay_s=0.1) as site:
        shell.write(sample_config(site.url))
        crawl = shell.start("crawl")
        wait_for(lambda: len(site.requests) > 40)
        began = time.monotonic()
        crawl.send_signal(number)
        _, said = crawl.communicate(timeout=15)
        assert time.monotonic() - began < 10
        assert crawl.returncode == code
        assert "Traceback" not in said
        url = f"sqlite:///{shell.folder / 'dateline.db'}"
        before = stored(url, site)
        assert before
        database = Database(url)
        with run(database, "select status from runs") as result:
            assert list(result.rows) == [("interrupted",)]
        database.close()
        assert not list((shell.folder / "archive").glob("*.open"))
    with SampleSite(port=site_port(site)) as site:
        assert shell.run("crawl", "--all").returncode == 0
        assert stored(url, site) == ALL


def test_two_crawls_at_once_share_nothing_twice_and_one_says_4(shell: Shell, database_url: str) -> None:
    shell.environ["DATELINE_DATABASE"] = database_url
    with SampleSite(delay_s=0.2) as site:
        shell.write(english(site.url))
        first = shell.start("crawl", "--all")
        wait_for(lambda: len(site.requests) > 3)
        second = shell.run("crawl", "--all")
        _, said = first.communicate(timeout=60)
        assert first.returncode == 0, said
        assert second.returncode == 4
        assert "another pass holds it" in second.stderr
        assert stored(database_url, site) == PATHS


def test_readers_are_never_locked_out_by_a_crawl(shell: Shell, database_url: str) -> None:
    shell.environ["DATELINE_DATABASE"] = database_url
    with SampleSite(delay_s=0.2) as site:
        shell.write(english(site.url))
        crawl = shell.start("crawl", "--all")
        wait_for(lambda: len(site.requests) > 8)
        counts = []
        while crawl.poll() is None:
            read = shell.run("sql", "select count(*) as n from articles", "--json")
            assert read.returncode == 0, read.stderr
            counts.append(json.loads(read.stdout)[0]["n"])
        crawl.communicate()
    assert counts == sorted(counts)
    assert len(counts) > 1


def test_a_lease_of_another_machine_is_respected(shell: Shell, site: SampleSite, database_url: str) -> None:
    from datetime import UTC, datetime

    from db import sources

    shell.environ["DATELINE_DATABASE"] = database_url
    shell.write(english(site.url))
    shell.run("crawl")
    database = Database(database_url)
    with database.write() as connection:
        leases.acquire(connection, sources.active(connection)[0].id, "elsewhere:1:1", datetime.now(UTC))
    database.close()
    assert shell.run("crawl", "--all").returncode == 4


def test_run_crawls_when_due_and_ends_on_sigterm(shell: Shell, site: SampleSite) -> None:
    shell.write(english(site.url).replace("- name: meridian", "- name: meridian\n    schedule: 1s"))
    service = shell.start("run")
    wait_for(lambda: sum(request.path == "/sitemap.xml" for request in site.requests) >= 3)
    began = time.monotonic()
    service.send_signal(signal.SIGTERM)
    _, said = service.communicate(timeout=15)
    assert service.returncode == 143, said
    assert time.monotonic() - began < 10
    assert "Traceback" not in said
    assert stored(f"sqlite:///{shell.folder / 'dateline.db'}", site) == PATHS


def wait_for(condition, timeout_s: float = 30.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def site_port(site: SampleSite) -> int:
    return int(site.url.rpartition(":")[2])


def test_the_program_and_its_module_are_the_same() -> None:
    version = subprocess.run([*PROGRAM, "--version"], capture_output=True, text=True)
    script = subprocess.run([Path(sys.executable).with_name("dateline"), "--version"], capture_output=True, text=True)
    assert version.stdout == script.stdout != ""
