"""Three workers share six hosts on one Postgres; one is killed, and nothing is lost or asked for twice at once."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from procrastinate.exceptions import ConnectorException

from db import Database
from db.query import run
from scraper.cluster.worker import left_behind
from tests.cli.conftest import Shell, shell  # noqa: F401  (a fixture)
from tests.conftest import MakeUrl

HOSTS, PAGES, DELAY_S = 6, 3, 0.3
TEXT = "The council met on Monday and agreed on a plan for the harbour of the town. " * 8

STORED = "select source, count(*) from articles group by 1 order by 1"
JOBS = "select args, status, attempts, scheduled_at from dateline_queue.procrastinate_jobs"


class Host:
    """A site with a sitemap; remembers how many requests it ever had at once."""

    def __init__(self) -> None:
        self.running = self.most_at_once = self.answered = 0
        self._lock = threading.Lock()
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with host._lock:
                    host.running += 1
                    host.most_at_once = max(host.most_at_once, host.running)
                time.sleep(0.05)
                with host._lock:
                    host.running -= 1
                    host.answered += 1
                body = host.page(self.path).encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "application/xml" if "sitemap" in self.path else "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library's name)
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def page(self, path: str) -> str:
        if path == "/sitemap.xml":
            urls = "".join(f"<url><loc>{self.url}/news/{n}-report</loc></url>" for n in range(PAGES))
            return f"<urlset>{urls}</urlset>"
        title = f"Report {path} of {self.url}"
        return (
            f"<title>{title}</title><article><h1>{title}</h1><p>{TEXT}{title}</p></article>" if "/news/" in path else ""
        )

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def hosts() -> Iterator[list[Host]]:
    made = [Host() for _ in range(HOSTS)]
    yield made
    for host in made:
        host.close()


@pytest.mark.slow
def test_three_workers_lose_one_and_store_every_article_once(
    shell: Shell,  # noqa: F811
    hosts: list[Host],
    make_database_url: MakeUrl,
) -> None:
    url = make_database_url("postgres")
    shell.environ["DATELINE_DATABASE"] = url
    sources = "".join(
        f"  - {{name: host-{n}, url: '{host.url}/', sitemaps: [/sitemap.xml]}}\n" for n, host in enumerate(hosts)
    )
    polite = f"politeness: {{delay_s: {DELAY_S}}}\n"
    shell.write(f"user_agent: 'x (+https://example.org)'\n{polite}sources:\n{sources}")
    assert shell.run("db", "upgrade").returncode == 0
    command = ("worker", "--jobs", "2", "--dead-after", "4")
    workers = [start(shell, *command, log=shell.folder / f"{n}.log") for n in range(3)]
    try:
        wait_for(lambda: sum(host.answered for host in hosts) >= HOSTS)
        os.kill(workers[0].pid, signal.SIGKILL)
        expected = [(f"host-{n}", PAGES) for n in range(HOSTS)]
        wait_for(lambda: rows(url, STORED) == expected, lambda: (rows(url, STORED), rows(url, JOBS)))
        wait_for(lambda: rows(url, "select count(*) from sources where last_success_at is null") == [(0,)])
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        codes = [worker.wait(timeout=60) for worker in workers]
    said = "".join((shell.folder / f"{n}.log").read_text() for n in range(3))
    assert codes == [-signal.SIGKILL, 143, 143], said
    assert [host.most_at_once for host in hosts] == [1] * HOSTS
    stored = Counter(url for (url,) in rows(url, "select canonical_url from articles"))
    assert set(stored.values()) == {1}
    assert rows(url, "select max(revision) from revisions") == [(1,)]


@pytest.mark.slow
def test_a_worker_goes_on_when_the_queue_is_back(
    shell: Shell,  # noqa: F811
    hosts: list[Host],
    make_database_url: MakeUrl,
) -> None:
    """As after a restart of Postgres that took longer than anybody waits for a connection."""
    url = make_database_url("postgres")
    shell.environ["DATELINE_DATABASE"] = url
    source = f"{{name: a, url: '{hosts[0].url}/', sitemaps: [/sitemap.xml], schedule: 1s}}"
    shell.write(f"user_agent: 'x (+https://example.org)'\nsources: [{source}]\n")
    assert shell.run("db", "upgrade").returncode == 0
    log = shell.folder / "log"
    worker = start(shell, "worker", log=log)
    try:
        wait_for(lambda: rows(url, STORED) == [("a", PAGES)], log.read_text)
        change(url, "ALTER SCHEMA dateline_queue RENAME TO away")
        wait_for(lambda: "the queue can't be reached" in log.read_text(), log.read_text)
        change(url, "ALTER SCHEMA away RENAME TO dateline_queue")
        before = hosts[0].answered
        wait_for(lambda: hosts[0].answered > before, log.read_text)
    finally:
        worker.send_signal(signal.SIGTERM)
        code = worker.wait(timeout=60)
    assert code == 143, log.read_text()
    assert "Traceback" not in log.read_text()


def change(url: str, statement: str) -> None:
    database = Database(url)
    with database.write() as connection:
        connection.exec_driver_sql(statement)
    database.close()


def test_a_worker_on_sqlite_says_what_it_needs(shell: Shell) -> None:  # noqa: F811
    shell.write("user_agent: 'x (+https://example.org)'\nsources: [{name: a, url: 'http://127.0.0.1:9/'}]\n")
    done = shell.run("worker")
    assert done.returncode == 3
    assert "set `database` to a Postgres" in done.stderr


def start(shell: Shell, *arguments: str, log: Path) -> subprocess.Popen[bytes]:  # noqa: F811
    with log.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-m", "scraper.cli", *arguments], cwd=shell.folder, env=shell.env(), stderr=stream
        )


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    database = Database(url)
    try:
        with run(database, query) as result:
            return list(result.rows)
    finally:
        database.close()


def wait_for(condition, state=lambda: "", timeout_s: float = 120.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, state()
        time.sleep(0.2)


def test_what_the_queue_leaves_behind_is_told_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    async def scene() -> None:
        asyncio.get_running_loop().set_exception_handler(left_behind)
        for error in (ConnectorException("away"), ValueError("a mistake")):
            asyncio.get_running_loop().create_future().set_exception(error)

    asyncio.run(scene())
    gc.collect()
    away, mistake = caplog.records
    assert "the queue can't be reached (away)" in away.getMessage()
    assert (away.exc_info, mistake.levelname) == (None, "ERROR")
