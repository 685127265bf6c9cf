"""The application: routes, the guard before them, and what is said when something is wrong."""

from __future__ import annotations

import logging
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from db import Database, DatabaseError
from db.errors import QueryError
from web import api, pages
from web.ask import Unclear
from web.memory import Memory
from web.security import Guard
from web.settings import Access
from web.templates import render

log = logging.getLogger("dateline.web")

STATIC = Path(__file__).parent / "static"


def create_app(database: Database, access: Access | None = None) -> Starlette:
    """The archive as a website. The database is only read; it stays open, and its owner closes it."""
    access = access or Access()
    app = Starlette(
        routes=[*pages.routes(), *api.routes(), Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(Guard, access=access)],
        exception_handlers={
            Unclear: _unclear,
            QueryError: _unclear,
            DatabaseError: _unusable,
            HTTPException: _http,
        },
    )
    app.state.database = database
    app.state.access = access
    app.state.memory = Memory()
    return app


def _unclear(request: Request, error: Exception) -> Response:
    return _say(request, 422, str(error))


def _unusable(request: Request, error: Exception) -> Response:
    log.error("%s", error)  # may name hosts and files, so it stays in the log
    return _say(request, 503, "the database can't be used at the moment; the log says why")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return api.error(404, "there is no such page") if _is_api(request) else pages.missing(request)
    return _say(request, error.status_code, error.detail)


def _say(request: Request, status: int, message: str) -> Response:
    if _is_api(request):
        return api.error(status, message)
    return render(request, "problem.html", status, problem=message)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(("/api/", "/openapi"))
