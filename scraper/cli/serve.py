"""`serve`: the archive in a browser."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scraper.cli.app import app, given
from scraper.cli.read import READ
from scraper.cli.stop import run_until_stopped
from scraper.errors import UsageError

if TYPE_CHECKING:
    from db import Database
    from web.settings import Access

TOKEN = "DATELINE_WEB_TOKEN"  # noqa: S105  (the variable's name)

PATIENCE_S = 3
"""How long visitors may go on being answered once we are to stop."""


@app.command(rich_help_panel=READ)
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0: any that is free.")] = 8000,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", help=f"A file with the token that visitors need; or set {TOKEN}.")
    ] = None,
    proxy_header: Annotated[
        str | None,
        typer.Option(
            "--proxy-header", help="A header that your login proxy sets, such as X-Forwarded-User, and strips."
        ),
    ] = None,
) -> None:
    """Read-only web pages, feeds, a JSON API and Prometheus metrics over the archive.

    Only this machine can reach it unless --host says otherwise, and then a token or a login proxy is needed.
    """
    try:
        from web.settings import Access, is_loopback
    except ModuleNotFoundError:
        raise UsageError(
            "the web pages need libraries that are not installed; run: pip install 'dateline[web]'"
        ) from None
    access = Access(host, _token(token_file), proxy_header)
    if access.is_open and not is_loopback(host):
        raise UsageError(f"serve: --host {host} lets others in; name a --token-file or set {TOKEN}, or --proxy-header")
    run_until_stopped(_serve(given(context).open_archive(), access, port))


def _token(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get(TOKEN) or None
    try:
        token = file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"serve: {file} can't be read: {error.strerror}") from None
    if len(token) < 16:
        raise UsageError(
            f"serve: the token in {file} is shorter than 16 characters; make one: openssl rand -hex 16 > {file}"
        )
    return token


async def _serve(database: Database, access: Access, port: int) -> None:
    import uvicorn

    from web.app import create_app

    class Server(uvicorn.Server):
        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield  # run_until_stopped has them

        def _log_started_message(self, listeners: object) -> None:
            for server in self.servers:
                for bound in server.sockets:
                    name, number = bound.getsockname()[:2]
                    print(f"http://{f'[{name}]' if ':' in name else name}:{number}/", flush=True)

    config = uvicorn.Config(
        create_app(database, access),
        host=access.host,
        port=port,
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=PATIENCE_S,
    )
    server = Server(config)
    try:
        await server.serve()
    except asyncio.CancelledError:
        if server.started:
            await server.shutdown()  # which uvicorn does where its own handlers had the signal
        raise
    except SystemExit:  # uvicorn has said why on stderr: the port is taken, or not for us
        raise UsageError(f"serve: {access.host}:{port} can't be listened at") from None
