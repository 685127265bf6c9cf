"""Who gets in, and under which name."""

from __future__ import annotations

import pytest

from db import Database
from tests.web.visitor import Visitor
from web.app import create_app
from web.security import is_local_name
from web.settings import Access, is_loopback

TOKEN = "correct horse battery"


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("127.0.0.1:8000", True), ("localhost", True), ("localhost:80", True), ("[::1]:8000", True), ("[::1]", True),
        ("evil.example", False), ("127.0.0.1.evil.example", False), ("192.168.0.1:80", False), ("", False),
    ],
)  # fmt: skip
def test_names(host: str, is_local: bool) -> None:
    assert is_local_name(host) is is_local


@pytest.mark.parametrize(("host", "is_own"), [("127.0.0.1", True), ("::1", True), ("0.0.0.0", False), ("::", False)])
def test_addresses(host: str, is_own: bool) -> None:
    assert is_loopback(host) is is_own


@pytest.mark.parametrize("kind", ["sqlite"])
def test_an_open_server_answers_to_its_own_name_only(archive: Database) -> None:
    client = Visitor(create_app(archive), base_url="http://rebound.example")
    assert client.get("/").status_code == 421
    assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_token_opens_by_header_or_by_form(archive: Database) -> None:
    app = create_app(archive, Access("0.0.0.0", TOKEN))
    client = Visitor(app, base_url="https://news.example")
    assert client.get("/api/articles").status_code == 401
    assert client.get("/api/articles", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/api/articles", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    asked = client.get("/search?q=a b", headers={"accept": "text/html"})
    assert (asked.status_code, asked.headers["location"]) == (303, "/login?next=%2Fsearch%3Fq%3Da%2520b")
    assert client.post("/login", data={"token": "wrong"}).status_code == 401
    entered = client.post("/login?next=//evil.example", data={"token": TOKEN})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert TOKEN not in cookie
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Secure"))
    assert client.get("/").status_code == 200
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_proxy_that_has_checked_lets_in(archive: Database) -> None:
    app = create_app(archive, Access("0.0.0.0", None, "X-Forwarded-User"))
    client = Visitor(app, base_url="http://news.example")
    assert client.get("/").status_code == 401
    assert client.get("/", headers={"x-forwarded-user": "anna"}).status_code == 200


def test_it_only_reads(archive: Database) -> None:
    client = Visitor(create_app(archive), base_url="http://localhost")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/article/1").status_code == 405
        assert client.request(method, "/api/articles").status_code == 405
