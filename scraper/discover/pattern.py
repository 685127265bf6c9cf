"""Patterns of addresses, as in `/api/{language}/list.json?page={page}`: filled in, and recognised again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

_NAME = re.compile(r"\{([a-z_]\w*)\}")


def names_in(pattern: str) -> frozenset[str]:
    return frozenset(_NAME.findall(pattern))


def fill(pattern: str, values: Mapping[str, object]) -> str | None:
    """The address with every name replaced by its value; None where a value is missing.

    Values are percent-encoded, save where the pattern is nothing but one name: then the value is an address itself.
    """
    if any(values.get(name) in (None, "") for name in names_in(pattern)):
        return None
    if _NAME.fullmatch(pattern):
        return str(values[pattern[1:-1]])
    return _NAME.sub(lambda match: quote(str(values[match[1]]), safe=""), pattern)


def match(pattern: str, address: str) -> dict[str, str] | None:
    """The values that make the pattern into this address; None where it is another one. Undoes `fill`."""
    found = _expression(pattern).fullmatch(address)
    return {name: unquote(value) for name, value in found.groupdict().items()} if found else None


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    if whole := _NAME.fullmatch(pattern):
        return re.compile(f"(?P<{whole[1]}>.+)")
    seen: set[str] = set()
    parts = []
    end = 0
    for name in _NAME.finditer(pattern):
        parts.append(re.escape(pattern[end : name.start()]))
        parts.append(f"(?P={name[1]})" if name[1] in seen else f"(?P<{name[1]}>[^/?&#]+)")
        seen.add(name[1])
        end = name.end()
    return re.compile("".join(parts) + re.escape(pattern[end:]))
