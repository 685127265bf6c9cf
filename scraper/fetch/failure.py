"""What went wrong, in our words: a status that is no answer, and httpx's errors."""

from __future__ import annotations

import socket
import ssl
from datetime import datetime
from urllib.parse import urlsplit

import httpx

from scraper.errors import FetchError
from scraper.fetch.dial import TlsError
from scraper.fetch.guard import UnsafeAddressError
from scraper.fetch.local import local_trouble
from scraper.fetch.retry import retry_after

ADVICE = {
    304: "; it was not asked whether the page has changed, so the answer is no use",
    401: "; the site wants a login",
    403: "; the site refuses us, perhaps by our user agent",
    404: "; there is nothing at this address",
    410: "; it is gone for good",
    429: "; we ask too often: raise delay_s for this source",
    451: "; it is withheld for legal reasons",
}


def status_error(url: str, answer: httpx.Response, now: datetime) -> FetchError:
    status = answer.status_code
    advice = ADVICE.get(status, "; the server has trouble, try later" if status >= 500 else "")
    message = f"{url}: {f'answers {status} {answer.reason_phrase}'.strip()}{advice}"
    wait_s = retry_after(answer.headers.get("Retry-After"), now)
    return FetchError("status", message, status=status, retry_after_s=wait_s)


def network_error(url: str, error: httpx.HTTPError, proxy: str | None = None) -> FetchError:
    """httpx's error as one of ours; the deepest cause tells the class."""
    causes = _causes(error)
    text = next((str(cause) for cause in causes if str(cause)), type(error).__name__) + by_way_of(proxy)
    if any(isinstance(cause, UnsafeAddressError) for cause in causes):
        return FetchError("unsafe", f"{url}: {text}; set allow_private_networks if the site is your own")
    if any(isinstance(cause, ssl.SSLError | TlsError) for cause in causes):
        return FetchError("tls", f"{url}: the connection can't be made secure: {text}")
    if (advice := local_trouble(causes)) is not None:
        return FetchError("local", f"{url}: this machine can't ask for it: {text}; {advice}")
    if any(isinstance(cause, socket.gaierror | UnicodeError) for cause in causes):
        return FetchError("dns", f"{url}: the name can't be resolved ({text}); check the address and your network")
    if isinstance(error, httpx.TimeoutException):
        return FetchError("timeout", f"{url}: {text}; the site is slow or down")
    if isinstance(error, httpx.ConnectError | httpx.ProxyError):
        return FetchError("connect", f"{url}: no connection: {text}")
    if isinstance(error, httpx.UnsupportedProtocol):
        return FetchError("url", f"{url}: only http and https addresses are fetched")
    if isinstance(error, httpx.NetworkError):
        return FetchError("connect", f"{url}: the connection broke: {text}")
    return FetchError("body", f"{url}: the answer makes no sense: {text}")


def by_way_of(proxy: str | None) -> str:
    """It may be the proxy that is down, and not the site; which one, without its password."""
    return f", by way of the proxy {urlsplit(proxy).netloc.rpartition('@')[2]}" if proxy else ""


def _causes(error: BaseException) -> list[BaseException]:
    causes = [error]
    while (deeper := causes[-1].__cause__ or causes[-1].__context__) is not None and deeper not in causes:
        causes.append(deeper)
    return causes
