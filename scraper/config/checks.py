"""Checks of single values. Each says in plain words what it expected.

A message that opens with `expected` gets `, got ...` from the one who prints it: a check never repeats the value,
because the value may be a secret.
"""

import math
import re
import warnings
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import ValidationInfo

from .duration import Duration
from .locate import expanded

SIZES = {"b": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3, "kib": 1024, "mib": 1024**2, "gib": 1024**3}

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?i?b)", re.ASCII | re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*")
_NOWHERE = {"", "null", "none", "off", "false"}
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def text(value: object) -> str:
    if isinstance(value, bool | int | float):
        raise ValueError("expected text (put it in quotes)")
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
        raise ValueError("expected text on one line")
    return value.strip()


def flag(value: object) -> bool:
    found = _FLAGS.get(str(value).strip().lower())
    if found is None:
        raise ValueError("expected true or false")
    return found


def seconds(value: object) -> float:
    try:
        return Duration.parse(value).seconds
    except ValueError:
        raise ValueError("expected a number of seconds >= 0") from None


def age(value: object) -> Duration:
    """Longer than nothing, to the minute at least: what is meant as seconds here is a mistake."""
    found = Duration.parse(value)
    if found.seconds < 60:
        raise ValueError("expected a time of at least a minute, such as '1d'")
    return found


def keep_for(value: object) -> Duration | Literal["forever"]:
    expected = "expected 'forever' or a time of at least an hour, such as '90d'"
    if isinstance(value, str) and value.strip().lower() == "forever":
        return "forever"
    try:
        found = Duration.parse(value)
    except ValueError:
        raise ValueError(expected) from None
    if found.seconds < 3600:
        raise ValueError(expected)
    return found


def positive_seconds(value: object) -> float:
    expected = "expected a number of seconds > 0"
    try:
        found = seconds(value)
    except ValueError:
        raise ValueError(expected) from None
    if not found:
        raise ValueError(expected)
    return found


def days(value: object) -> float:
    found = _number(value)
    if found is None or not (math.isfinite(found) and 0 < found <= 36_500):
        raise ValueError("expected a number of days > 0, or null for no limit")
    return found


def whole(value: object) -> int:
    found = _number(value)
    if found is None or not 0 <= found < 2**31 or found != int(found):
        raise ValueError("expected a whole number >= 0")
    return int(found)


def count(value: object) -> int:
    found = _number(value)
    if found is None or not 1 <= found < 2**31 or found != int(found):
        raise ValueError("expected a whole number >= 1")
    return int(found)


def size(value: object) -> int:
    """Bytes; a unit counts by 1024, as in `20 MB`."""
    found = _number(value)
    if isinstance(value, str) and (match := _SIZE.fullmatch(value.strip())):
        found = float(match[1]) * SIZES[match[2].lower()]
    if found is None or not 1 <= found < 2**40:
        raise ValueError("expected a size such as '20 MB', '500 kB' or a number of bytes")
    return int(found)


def regex(value: object) -> re.Pattern[str]:
    if isinstance(value, re.Pattern):
        return value
    if not isinstance(value, str) or not value:
        raise ValueError("expected a regular expression in quotes")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Python may change one day is no mistake today
        try:
            return re.compile(value)
        except (re.error, OverflowError, RecursionError) as error:
            raise ValueError(f"expected a regular expression ({error})") from None


def day(value: object) -> date:
    """YAML reads 2026-06-30 as a date by itself."""
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        raise ValueError("expected a day such as 2026-06-30") from None


def selector(value: object) -> str:
    expected = "expected a CSS selector such as 'h1.title'"
    if not isinstance(value, str) or not value.strip() or _CONTROL.search(value):
        raise ValueError(expected)
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError  # few configurations have a selector

    try:
        LexborHTMLParser("<p>").css(value)
    except (SelectolaxError, ValueError):
        raise ValueError(expected) from None
    return value


def web_address(value: object) -> str:
    expected = "expected an address that starts with http:// or https://"
    if not isinstance(value, str) or not re.match("https?://", value.strip(), re.IGNORECASE):
        raise ValueError(expected)
    if re.search(r"[\x00-\x20\x7f]", value.strip()):
        raise ValueError("expected an address without a space in it")
    try:
        parts = urlsplit(value.strip())
        is_host, is_port = bool(parts.hostname), parts.port is None or parts.port > 0
    except ValueError:  # a port that is no number, half an IPv6 address
        is_host = is_port = False
    if not is_host or not is_port:
        raise ValueError("expected an address with a host such as www.example.org and, if need be, a port below 65536")
    return value.strip()


def headers(value: object) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("expected headers as 'Name: value' lines")
    for name, content in value.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"{str(name)[:40]!r} is no header name; letters, digits and '-' are")
        if not isinstance(content, str):
            raise ValueError(f"the value of {name!r} must be text; put it in quotes")
        if _CONTROL.search(content) or not content.isascii():
            raise ValueError(f"the value of {name!r} must be one line of ASCII text")
    return dict(value)


def cookies(value: object) -> dict[str, str]:
    """Names and values as RFC 6265, 4.1.1, has them, so that none can pass for two."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("expected cookies as 'name: value' lines")
    for name, content in value.items():
        if not isinstance(name, str) or not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"{str(name)[:40]!r} is no cookie name; letters, digits, '-' and '_' are")
        if not isinstance(content, str):
            raise ValueError(f"the value of {name!r} must be text; put it in quotes")
        if not _COOKIE_VALUE.fullmatch(content):
            raise ValueError(f"the value of {name!r} must be ASCII text without spaces, commas and semicolons")
    return dict(value)


def proxy(value: object) -> str | None:
    if value is None:
        return None
    expected = "expected a proxy such as http://proxy.example.org:3128 or socks5://localhost:1080"
    if not isinstance(value, str) or re.search(r"[\x00-\x20\x7f]", value):
        raise ValueError(expected)
    try:
        parts = urlsplit(value)
        known = parts.scheme in {"http", "https", "socks5", "socks5h"} and parts.hostname and parts.port
    except ValueError:
        known = None
    if not known or parts.path not in ("", "/"):
        raise ValueError(expected)
    return value


def folder(value: object, info: ValidationInfo) -> Path | None:
    """None switches off; a relative folder lies in the folder that the context names for this key."""
    if value is None or value is False or (isinstance(value, str) and value.strip().lower() in _NOWHERE):
        return None
    if isinstance(value, Path):
        value = str(value)
    if not isinstance(value, str) or "://" in value or _CONTROL.search(value):
        raise ValueError("expected a folder, or null for none")
    return home(info) / expanded(value)


def store(value: object) -> str | None:
    """An address for fsspec; None switches off."""
    if value is None or value is False or (isinstance(value, str) and value.strip().lower() in _NOWHERE):
        return None
    if not isinstance(value, str) or _CONTROL.search(value) or not ("://" in value or Path(value).is_absolute()):
        raise ValueError("expected an address such as s3://bucket/folder, an absolute folder, or null for none")
    return value.strip()


def store_options(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ValueError("expected options as 'name: value' lines, as fsspec takes them")
    for name, content in value.items():
        if not isinstance(name, str) or not isinstance(content, str | int | float | bool | dict):
            raise ValueError(
                f"the value of {str(name)[:40]!r} must be text, a number, true, false, or options of its own"
            )
    return dict(value)


def home(info: ValidationInfo) -> Path:
    """What a relative path of this key is relative to; the current folder where nobody said."""
    place = (info.context or {}).get(info.field_name, Path())
    assert isinstance(place, Path)
    return place


def listed(value: object) -> list[object]:
    """One item stands for a list of one, an empty key for an empty list."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list | tuple):
        raise ValueError("expected a list")
    return list(value)


def listed_sections(value: object) -> list[object]:
    """One section stands for a list of one."""
    return [value] if isinstance(value, dict) else listed(value)


def section(value: object) -> object:
    """A section whose keys are all commented out is an empty one."""
    return {} if value is None else value


SIGNALS = ("noarchive", "noai", "tdm", "ai-train", "ai-input", "search")


def signal(value: object) -> str:
    if value not in SIGNALS:
        raise ValueError(f"expected one of {', '.join(SIGNALS)}")
    return str(value)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None
