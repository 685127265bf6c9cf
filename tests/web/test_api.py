"""The API keeps to its own description, whatever is thrown at it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import Database
from tests.web.visitor import Visitor
from web.openapi import DESCRIPTION

WILD = st.text(max_size=30) | st.sampled_from(
    [
        "", "0", "1", "-1", "9" * 25, "true", "2026-02-10", "0001-01-01", "9999-12-31",
        "9999-12-31T23:59:59-14:00", "de",
        "r.1.1", "n.5", "2026-02-10T00:00:00Z.5", ".5", "wirtschaft", "a OR b", '"', "title:", "since:x", "\x00",
        "\ud7ff", "١٢", "²",
    ]
)  # fmt: skip


def requests() -> st.SearchStrategy[tuple[str, str, dict[str, str]]]:
    """(path of the description, path, parameters): known parameters, one that isn't, and values that are or aren't."""
    return st.sampled_from(sorted(DESCRIPTION["paths"])).flatmap(_for_path)


def _for_path(path: str) -> st.SearchStrategy[tuple[str, str, dict[str, str]]]:
    names = [p["name"] for p in DESCRIPTION["paths"][path]["get"]["parameters"] if p["in"] == "query"]
    parameters = st.dictionaries(st.sampled_from([*names, "unknown"]), WILD, max_size=5)
    ids = st.sampled_from(["1", "3", "25", "999", "x", "-1", "9" * 19, "9" * 30, "²", "1.5"])
    return st.tuples(st.just(path), ids.map(lambda number: path.replace("{id}", number)), parameters)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"], indirect=True)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(request=requests())
def test_every_answer_is_as_described(
    archive: Database, client: Visitor, request: tuple[str, str, dict[str, str]]
) -> None:
    path, real, parameters = request
    answer = client.get(real, params=parameters)
    described = DESCRIPTION["paths"][path]["get"]["responses"]
    assert str(answer.status_code) in described, (real, parameters, answer.text)
    schema = described[str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json(), {**schema, "components": DESCRIPTION["components"]})


def test_pages_follow_by_cursor(client: Visitor) -> None:
    for path in ("/api/articles?limit=7", "/api/search?q=wirtschaft+OR+nummer+OR+datum&limit=7"):
        seen: list[int] = []
        cursor: Any = ""
        while cursor is not None:
            page = client.get(path + (f"&cursor={cursor}" if cursor else "")).json()
            seen += [article["id"] for article in page["articles"]]
            cursor = page["cursor"]
        assert len(seen) == len(set(seen))
        assert len(seen) >= 26


def test_an_article_has_the_keys_that_it_has_everywhere(client: Visitor) -> None:
    article = client.get("/api/articles/3").json()
    assert (article["title"], article["revision"], article["authors"]) == ("Nummer drei", 2, ["Anna Müller"])
    assert article["published_at"] == "2026-02-10T08:30:00Z"
    assert [one["revision"] for one in client.get("/api/articles/3/revisions").json()["revisions"]] == [1, 2]
    assert client.get("/api/articles/0").json() == {"error": "there is no article 0"}
    assert client.get("/api/volume").json()["volume"]
    assert client.get("/api/sources").json()["sources"][0]["name"] == "example"
    assert client.get("/openapi.json").json() == DESCRIPTION
