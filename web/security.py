"""What stands before every page: who may see it, under which name, and what a browser may do with it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from web.settings import Access, is_loopback

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Nothing is loaded from elsewhere, nothing is run, nobody frames us: whatever a headline holds, it stays text."""

COOKIE = "dateline"
OPEN_PATHS = ("/login", "/static/", "/healthz")

Next = Callable[[Request], Awaitable[Response]]


class Guard(BaseHTTPMiddleware):
    """Lets in whom `access` names, and adds HEADERS to every answer."""

    def __init__(self, app: object, access: Access) -> None:
        super().__init__(app)  # type: ignore[arg-type]
        self.access = access

    async def dispatch(self, request: Request, call_next: Next) -> Response:
        answer = self._refusal(request) or await call_next(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    def _refusal(self, request: Request) -> Response | None:
        if self.access.is_open:
            if not is_local_name(request.headers.get("host", "")):
                # A page elsewhere may let its own name point to 127.0.0.1 and read us through the visitor's browser.
                return PlainTextResponse("this server answers to localhost and 127.0.0.1 only\n", 421)
            return None
        if request.url.path.startswith(OPEN_PATHS) or is_let_in(request.headers, request.cookies, self.access):
            return None
        if "text/html" in request.headers.get("accept", ""):
            target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/login?next={quote(target, safe='')}", 303)
        return PlainTextResponse(
            "a token is needed: Authorization: Bearer TOKEN\n", 401, {"WWW-Authenticate": "Bearer"}
        )


def is_local_name(host: str) -> bool:
    """Of a Host header."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return is_loopback(name.strip("[]"))


def is_let_in(headers: Headers, cookies: dict[str, str], access: Access) -> bool:
    if access.proxy_header and headers.get(access.proxy_header):
        return True
    if access.token is None:
        return False
    scheme, _, sent = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and is_token(sent, access):
        return True
    return hmac.compare_digest(cookies.get(COOKIE, "").encode(), pass_for(access).encode())


def is_token(sent: str, access: Access) -> bool:
    return access.token is not None and hmac.compare_digest(sent.encode(), access.token.encode())


def pass_for(access: Access) -> str:
    """The cookie's value: follows from the token, and doesn't tell it."""
    return hmac.new((access.token or "").encode(), b"dateline web pass", hashlib.sha256).hexdigest()
