"""Problems reach a webhook, a mailbox and a command; one way that fails keeps none of the others."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from db.health import Change, Problem
from scraper.alerts import tell
from scraper.config.alerts import Alerts

SILENT = Problem("example", "silent", "0 new articles, where 20 are usual", "look at its feeds")
CHANGE = Change((SILENT,), (Problem("other", "failing", "the last 3 passes failed", "look"),))


class Hook(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receive)
        self.got: list[bytes] = []


class _Receive(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Hook)
        self.server.got.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Postman(socketserver.StreamRequestHandler):
    """Just enough SMTP (RFC 5321) to be handed one mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.got.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")
            if line.upper().startswith(b"QUIT"):
                return


@pytest.fixture
def hook() -> Iterator[Hook]:
    server = Hook()
    yield from _running(server)


@pytest.fixture
def mailbox() -> Iterator[socketserver.TCPServer]:
    server = socketserver.TCPServer(("127.0.0.1", 0), Postman)
    server.got = []  # type: ignore[attr-defined]
    yield from _running(server)


def _running(server: socketserver.TCPServer) -> Iterator[socketserver.TCPServer]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_way_is_told(hook: Hook, mailbox: socketserver.TCPServer, tmp_path: Path) -> None:
    alerts = Alerts(
        webhook=f"http://127.0.0.1:{hook.server_port}/x",
        mail="me@example.org",
        smtp=f"smtp://127.0.0.1:{mailbox.server_address[1]}",
        command=f'cat > {tmp_path / "stdin"}; printf %s "$DATELINE_ALERT" > {tmp_path / "text"}',
    )
    tell(alerts, CHANGE)
    (posted,) = hook.got
    assert json.loads(posted)["begun"][0]["kind"] == "silent"
    assert json.loads((tmp_path / "stdin").read_text()) == json.loads(posted)
    assert "example: 0 new articles" in (tmp_path / "text").read_text()
    assert "other: over: " in (tmp_path / "text").read_text()
    (mail,) = mailbox.got  # type: ignore[attr-defined]
    assert b"Subject: dateline: 1 new problems, 1 over" in mail
    assert b"look at its feeds" in mail


def test_nothing_new_is_not_told_and_a_broken_way_stops_no_other(hook: Hook, tmp_path: Path) -> None:
    tell(Alerts(webhook=f"http://127.0.0.1:{hook.server_port}/"), Change((), ()))
    assert hook.got == []
    alerts = Alerts(
        webhook="http://127.0.0.1:9/", mail="me@example.org", smtp="smtp://127.0.0.1:9", command=f"touch {tmp_path}/x"
    )
    tell(alerts, CHANGE)
    assert (tmp_path / "x").exists()
