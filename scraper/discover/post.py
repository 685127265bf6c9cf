"""Lists that are asked for by POST, as GraphQL's are: what goes along, and the addresses that tell them apart."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_WHOLE = re.compile(r"\{([a-z_]\w*)\}")
_NUMBERS = {"page", "offset"}


def names_in_body(body: str) -> list[str]:
    """The names that are to be filled in. Only a value that is nothing but `{name}` is one: GraphQL has braces too."""
    return sorted(set(_names(json.loads(body))))


def address_of(url: str, body: str | None) -> str:
    """The pattern of the list's address. What its body says stands in the fragment, which no server gets to see."""
    if body is None:
        return url
    digest = hashlib.blake2b(body.encode(), digest_size=4).hexdigest()
    return "#".join([url, "&".join([f"post={digest}", *(f"{name}={{{name}}}" for name in names_in_body(body))])])


def fill_body(body: str, values: Mapping[str, str]) -> bytes:
    """The JSON to be sent. `page` and `offset` are numbers; a name without a value, such as a first cursor, is null."""
    return json.dumps(_filled(json.loads(body), values), ensure_ascii=False).encode()


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        found = _WHOLE.fullmatch(value)
        if found:
            yield found[1]
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _names(item)


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(item, values) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, values) for item in value]
    found = _WHOLE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    said = values.get(found[1])
    return int(said) if said is not None and found[1] in _NUMBERS else said
