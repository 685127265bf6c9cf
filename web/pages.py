"""The pages for people: each asks the database, and hands plain values to a template that escapes all of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from db import Database
from db.errors import QueryError
from db.export.feeds import Feed, atom, json_feed
from db.export.lines import safe_cell
from db.health import gather, judge
from db.health import metrics as health_metrics
from db.history import versions
from db.public import members, newest, one
from db.query import Limits, run
from db.types import LARGEST_ID
from web import answers, ask, charts
from web.compare import compare
from web.memory import Memory
from web.security import COOKIE, is_token, pass_for
from web.templates import render

TYPED = Limits(rows=1_000, seconds=5)
"""Of a query that a visitor types."""

LONGEST_SQL = 10_000

MOST_OF_A_STORY = 50


def routes() -> list[BaseRoute]:
    return [
        Route("/", front),
        Route("/search", search),
        Route("/article/{id:int}", article),
        Route("/article/{id:int}/changes", changes),
        Route("/sources", sources),
        Route("/charts", volume),
        Route("/sql", sql),
        Route("/sql.csv", sql_csv),
        Route("/feed.atom", feed_atom),
        Route("/feed.json", feed_json),
        Route("/login", login, methods=["GET", "POST"]),
        Route("/metrics", metrics),
        Route("/healthz", lambda _: PlainTextResponse("ok\n")),
    ]


def front(request: Request) -> Response:
    """What is new."""
    asked = ask.read(request.query_params)
    page = answers.listed(_database(request), asked)
    return render(request, "front.html", articles=page.articles, asked=asked, older=_with(request, cursor=page.cursor))


def search(request: Request) -> Response:
    asked = ask.read(request.query_params)
    if not asked.query.strip():
        return render(request, "search.html", asked=asked, page=None)
    try:
        page = answers.found(_database(request), asked)
    except QueryError as error:
        return render(request, "search.html", 422, asked=asked, page=None, problem=str(error))
    feed = "?" + urlencode([(key, value) for key, value in request.query_params.items() if key != "cursor"])
    following = _with(request, cursor=page.cursor)
    return render(
        request, "search.html", asked=asked, page=page, more=following, feed=feed, narrowed=_narrower(request)
    )


def article(request: Request) -> Response:
    database = _database(request)
    found = one(database, _id(request))
    if found is None:
        return missing(request)
    history = versions(database, found["id"])
    story = _story(database, found)
    return render(request, "article.html", article=found, history=history, story=story)


def _id(request: Request) -> int:
    """Of the address; a number that no database can hold is nobody's, as the largest is."""
    number: int = request.path_params["id"]
    return min(number, LARGEST_ID)


def changes(request: Request) -> Response:
    """Two versions side by side; without a choice the newest and the one before."""
    number = _id(request)
    history = versions(_database(request), number)
    if not history:
        return missing(request)
    last = history[-1].revision
    after = ask.whole(request.query_params, "to", last, 1, last)
    before = ask.whole(request.query_params, "from", max(1, after - 1), 1, last)
    chosen = {version.revision: version for version in history}
    old, new = chosen[before], chosen[after]
    parts = [(name, compare(getattr(old, name) or "", getattr(new, name) or "")) for name in ("title", "lead", "text")]
    return render(request, "changes.html", number=number, history=history, old=old, new=new, parts=parts)


def sources(request: Request) -> Response:
    database, memory = _database(request), _memory(request)
    by_source, span = answers.sparks(database, memory)
    lines = {
        name: charts.spark(f"articles a day, last {answers.SPARK_DAYS} days", [days.get(day, 0) for day in span])
        for name, days in by_source.items()
    }
    listed = memory.get("sources", lambda: answers.listed_sources(database))
    return render(request, "sources.html", sources=listed, lines=lines, days=answers.SPARK_DAYS)


def volume(request: Request) -> Response:
    database, memory = _database(request), _memory(request)
    since, until = ask.span(request.query_params, lambda: answers.latest_day(database, memory))
    chart = answers.chart(database, memory, since, until)
    last = (until - timedelta(seconds=1)).date()
    values: dict[str, Any] = {
        "since": since,
        "last": last,
        "total": sum(chart.days.values()),
        "days": sorted(chart.days.items(), reverse=True),
        "by_day": charts.over_days("Articles by day", chart.days, since.date(), last),
        "bars": {"source": _bars("source", chart.sources), "language": _bars("language", chart.languages)},
    }
    return render(request, "charts.html", **values)


def _bars(kind: str, totals: Sequence[tuple[str, int]]) -> Markup:
    return charts.side_by_side(f"Articles by {kind}", [charts.Bar(*pair) for pair in totals[:20]])


def sql(request: Request) -> Response:
    query = request.query_params.get("q", "")
    if not query.strip():
        return render(request, "sql.html", query="", columns=None)
    try:
        columns, rows = _run(request, query)
    except QueryError as error:
        return render(request, "sql.html", 422, query=query, columns=None, problem=str(error))
    link = "/sql.csv?" + urlencode({"q": query})
    return render(request, "sql.html", query=query, columns=columns, rows=rows, link=link, most=TYPED.rows)


def sql_csv(request: Request) -> Response:
    try:
        columns, rows = _run(request, request.query_params.get("q", ""))
    except QueryError as error:
        return PlainTextResponse(f"{error}\n", 422)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    disposition = {"Content-Disposition": "attachment; filename=query.csv"}
    return Response(out.getvalue().encode("utf-8", "replace"), 200, disposition, "text/csv; charset=utf-8")


def feed_atom(request: Request) -> Response:
    about, rows = _feed(request)
    chunks: Iterator[bytes] = (piece.encode("utf-8", "replace") for piece in atom(about, rows))
    return StreamingResponse(chunks, media_type="application/atom+xml")


def feed_json(request: Request) -> Response:
    return Response(json_feed(*_feed(request)).encode("utf-8", "replace"), media_type="application/feed+json")


def metrics(request: Request) -> Response:
    """The archive's health for Prometheus."""
    return _memory(request).get("metrics", lambda: _metrics(_database(request)))


def _metrics(database: Database) -> Response:
    now = datetime.now(UTC)
    facts = gather(database, now)
    text = health_metrics(facts, [problem for one in facts for problem in judge(one, now)], now)
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


async def login(request: Request) -> Response:
    access = request.app.state.access
    target = request.query_params.get("next", "/")
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        target = "/"  # elsewhere is nobody's business
    if request.method != "POST":
        return render(request, "login.html", target=target)
    form = await request.body()
    from urllib.parse import parse_qs

    sent = parse_qs(form[:4096].decode("utf-8", "replace")).get("token", [""])[0]
    if not is_token(sent, access):
        return render(request, "login.html", 401, target=target, problem="That is not the token.")
    answer = RedirectResponse(target, 303)
    is_safe = request.url.scheme == "https"
    answer.set_cookie(COOKIE, pass_for(access), max_age=30 * 86_400, httponly=True, samesite="strict", secure=is_safe)
    return answer


def missing(request: Request) -> Response:
    return render(request, "missing.html", 404)


def _run(request: Request, query: str) -> tuple[tuple[str, ...], list[list[Any]]]:
    if len(query) > LONGEST_SQL:
        raise QueryError(f"sql: at most {LONGEST_SQL} characters")
    with run(_database(request), query, TYPED) as result:
        return result.columns, answers.as_table(result.columns, result.rows)


def _feed(request: Request) -> tuple[Feed, list[dict[str, Any]]]:
    """Of a search, or of all that is new; the newest first in both."""
    asked = ask.read(request.query_params)
    database = _database(request)
    if asked.query.strip():
        newest_first = ask.Asked(asked.query, asked.narrow, asked.limit, None, "newest")
        rows = answers.found(database, newest_first).hits
    else:
        rows = newest(database, asked.narrow, asked.limit)
    home = str(request.url.replace(path="/search" if asked.query.strip() else "/"))
    return Feed(asked.query or "What is new", str(request.url), home), rows


def _story(database: Database, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All articles of its cluster, in the order of publication."""
    if found["story_id"] is None:
        return []
    return members(database, found["story_id"], MOST_OF_A_STORY)


def _with(request: Request, **changes: str | None) -> str | None:
    """The same page with these parameters changed; None where there is nothing to go to."""
    if None in changes.values():
        return None
    return "?" + urlencode({**dict(request.query_params), **{key: str(value) for key, value in changes.items()}})


def _narrower(request: Request) -> Any:
    """A link to the same search of one source or language only."""
    kept = {key: value for key, value in request.query_params.items() if key != "cursor"}
    return lambda kind, value: "?" + urlencode({**kept, kind: value})


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _memory(request: Request) -> Memory:
    memory: Memory = request.app.state.memory
    return memory
