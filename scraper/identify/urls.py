"""Addresses: which ones are the same page, and which to fetch.

Parsed as browsers do (WHATWG URL and UTS #46, by can_ada), normalised after RFC 3986 section 6, and relieved of the
forms in which news sites repeat a page: tracking, sessions, AMP, mobile, print. In doubt two addresses stay two: the
same article under two addresses is found again by its text, two articles under one are lost.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote_to_bytes, urljoin

import can_ada

from scraper.identify.trackers import is_tracker
from scraper.suffixes import registrable

MAX_LENGTH = 8192
"""Characters; longer addresses are traps or data."""

_WHOLE = re.compile(r"https?://[^/?#\\]")
"""Begins an address that is none the more whole for being joined to another."""

_ORIGIN = re.compile(r"https?://[a-zA-Z0-9.-]+(?::\d+)?/")
"""Tells by itself whose site a page is of; all pages of a site share it."""

_HOST_FORMS = re.compile(r"^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.)")
_PORT = re.compile(r":(?:80|443)$")
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?;]*", re.IGNORECASE)
_SESSION_NAMES = frozenset({"phpsessid", "jsessionid", "aspsessionid", "sessionid", "session_id", "sid", "s"})
_SESSION_VALUE = re.compile(r"[0-9a-f]{24,}", re.IGNORECASE)
_FORM_PARAMETERS = frozenset(
    {"amp", "print", "printable", "mobile", "outputtype", "view", "output", "display", "format", "version"}
)
_PRINTED = frozenset({("tmpl", "component"), ("printpagedarticle", "true"), ("service", "print")})
_FORM_VALUES = frozenset({"", "1", "true", "yes", "amp", "print", "mobile"})
_DIRECTORY_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|shtml)$", re.IGNORECASE)
_AMP_PREFIX = re.compile(r"^/amp(?=/.)", re.IGNORECASE)
_FORM_SUFFIX = re.compile(r"/(?:amp|print)$", re.IGNORECASE)
_AMP_FILE = re.compile(r"\.amp(?=\.html?$)|[.!]amp$", re.IGNORECASE)
_FORM_WORDS = ("index.", "default.", "amp", "print")
"""One of these each of the last four has, and few addresses do."""

_SLASHES = re.compile(r"/{2,}")
_AMP_CACHE = re.compile(
    r"^https?://(?:[^/]+\.cdn\.ampproject\.org/(?:[a-z]/)?|www\.google\.[a-z.]+/amp/)(s/)?(.+)", re.I
)
ADDRESSES_KNOWN = 1024
"""Addresses whose forms are kept: from the fetch to the row, those of one page are asked for a dozen times."""

_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|#\d{1,5}|#x[0-9a-f]{1,4});", re.IGNORECASE)
"""Whole ones only: HTML's old names without a semicolon would make `§ion=5` of `&section=5`."""

_ARTICLE_ID = re.compile(r"(?<!\d)\d{5,12}(?!\d)")
_HOME = re.compile(r"[^/?]+(?:/[a-z]{2}(?:-[a-z]{2})?)?(?:\?(?:lang|language|hl)=[^&]*)?", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d.]+|\[.*\]")


@lru_cache(maxsize=ADDRESSES_KNOWN)
def url_key(url: str) -> str:
    """The identity of a page's address, as `example.org/news/1?id=2`; equal for the same page, without a scheme.

    Idempotent: the key of `http://` + key is the key. Raises ValueError for what is no http(s) address.
    """
    address = url.strip()
    if "&" in address:
        address = _ENTITY.sub(_unescaped, address)
    parsed = _parse(_unwrapped(address))
    host = parsed.host
    if ":" in host:
        host = _PORT.sub("", host)
    host = _HOST_FORMS.sub("", host)
    path = _key_path(parsed.pathname)
    query = _key_query(parsed.search)
    fragment = parsed.hash if parsed.hash.startswith("#!") and len(parsed.hash) > 2 else ""
    return f"{host}{path}{query}{fragment}"


def clean_url(url: str, base: str | None = None) -> str | None:
    """The address to fetch: absolute, without fragment and trackers, else as it was; None if it is not http(s)."""
    address = url.strip()
    if base and not _WHOLE.match(address):
        try:
            address = urljoin(base, address)
        except ValueError:
            return None
    return _cleaned(address)


@lru_cache(maxsize=ADDRESSES_KNOWN)
def _cleaned(address: str) -> str | None:
    try:
        parsed = _parse(address)
    except ValueError:
        return None
    kept = [piece for piece in parsed.search[1:].split("&") if piece and not is_tracker(*_pair(piece))]
    before = [piece for piece in parsed.search[1:].split("&") if piece]
    search = parsed.search if kept == before else "?" + "&".join(kept) if kept else ""
    fragment = parsed.hash if parsed.hash.startswith("#!") and len(parsed.hash) > 2 else ""
    return f"{parsed.protocol}//{parsed.host}{parsed.pathname}{search}{fragment}"


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registrable domain (publicsuffix.org); numbers compare with their ports."""
    try:
        return site_of(one) == site_of(other)
    except ValueError:
        return False


def article_ids(url: str) -> frozenset[str]:
    """The numbers in an address's path that are long enough to be an article's, as `example.org:123456`."""
    if not _ARTICLE_ID.search(url):  # as in most; what follows is dear
        return frozenset()
    try:
        numbers = _ARTICLE_ID.findall(url_key(url).partition("/")[2])
        site = site_of(url) if numbers else ""
    except ValueError:
        return frozenset()
    return frozenset(f"{site}:{number}" for number in numbers)


@lru_cache(maxsize=ADDRESSES_KNOWN)
def is_home(url: str) -> bool:
    """Whether it is a site's front page, or the one of a language; `/?p=123` is a page of its own."""
    try:
        return _HOME.fullmatch(url_key(url)) is not None
    except ValueError:
        return False


def _parse(url: str) -> can_ada.URL:
    if len(url) > MAX_LENGTH:
        raise ValueError(f"{url[:60]}...: longer than {MAX_LENGTH} characters")
    try:
        parsed = can_ada.parse(url)
    except (ValueError, UnicodeError) as error:
        raise ValueError(f"{url}: no address: {error}") from None
    if parsed.protocol not in {"http:", "https:"} or not parsed.hostname:
        raise ValueError(f"{url}: no http(s) address")
    return parsed


def _unwrapped(url: str) -> str:
    """The address inside one of an AMP cache."""
    if "amp" not in url.lower():
        return url
    match = _AMP_CACHE.match(url)
    if match is None or "." not in match[2].partition("/")[0]:
        return url
    return f"http{'s' if match[1] else ''}://{match[2]}"


def site_of(url: str) -> str:
    """The registrable domain, as `bbc.co.uk`; the host and port of a number. Raises ValueError."""
    origin = _ORIGIN.match(url) if len(url) <= MAX_LENGTH else None
    return _site_of(origin[0] if origin else url)


@lru_cache(maxsize=ADDRESSES_KNOWN)
def _site_of(url: str) -> str:
    parsed = _parse(url)
    if _NUMBERS.fullmatch(parsed.hostname):
        return parsed.host
    return registrable(parsed.hostname) or parsed.host


def _key_path(path: str) -> str:
    if ";" in path:
        path = _SESSION_PATH.sub("", path)
    path = _normal(path)
    if "//" in path:
        path = _SLASHES.sub("/", path)
    if not any(map(path.lower().__contains__, _FORM_WORDS)):
        return path.rstrip("/")
    before = None
    while path != before:  # `/amp/print/index.html` sheds one form after the other
        before = path
        path = path.rstrip("/")
        path = _DIRECTORY_INDEX.sub("", path)
        path = _FORM_SUFFIX.sub("", path)
        path = _AMP_PREFIX.sub("", path)
        path = _AMP_FILE.sub("", path)
    return path


def _key_query(search: str) -> str:
    if not search:
        return ""
    pieces = [piece for piece in search[1:].split("&") if piece]
    kept = [_normal(piece.replace("+", "%20")) for piece in pieces if not _says_nothing(*_pair(piece))]
    return "?" + "&".join(sorted(kept, key=lambda piece: piece.partition("=")[0])) if kept else ""


def _says_nothing(name: str, value: str) -> bool:
    lowered = name.lower()
    return (
        is_tracker(name, value)
        or (lowered in _SESSION_NAMES and _SESSION_VALUE.fullmatch(value) is not None)
        or (lowered in {"amp", "print", "printable"} and value.lower() in _FORM_VALUES)
        or (lowered in _FORM_PARAMETERS and value.lower() in {"amp", "print", "mobile"})
        or (lowered, value.lower()) in _PRINTED
    )


def _pair(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return name.removeprefix("amp;"), value


def _normal(text: str) -> str:
    """RFC 3986, 6.2.2: unreserved characters bare, all else as upper-case percent codes; letters in NFC."""
    if "%" not in text:
        return text
    text = _PERCENT.sub(_bare, text)
    if "%" not in text:
        return text
    try:
        letters = unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        return text
    composed = unicodedata.normalize("NFC", letters)
    if composed == letters:
        return text
    return quote(composed, safe="/;:@!$&'()*+,=~-._?%") if "%25" not in text else text


def _unescaped(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def _bare(match: re.Match[str]) -> str:
    byte = int(match[1], 16)
    return chr(byte) if byte in _UNRESERVED else match[0].upper()
