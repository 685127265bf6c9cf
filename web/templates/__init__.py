"""The templates, and the one way to fill them: everything is escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from db.query import plain

RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv"}


def _when(value: Any) -> str:
    return str(plain(value))[:16].replace("T", " ") if value else ""


def _direction(language: str | None) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_environment.filters |= {"when": _when, "direction": _direction, "iso": plain}


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """`problem`: what is wrong with what was asked, shown above the page."""
    known = {"problem": None, "path": request.url.path, **values}
    text = _environment.get_template(template).render(known)
    return HTMLResponse(text.encode("utf-8", "replace"), status)
