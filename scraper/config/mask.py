"""Secrets out of what people see: passwords in URLs and headers that carry credentials become `***`."""

import re
from typing import Any

MASK = "***"

SECRET_WORDS = ("auth", "cookie", "key", "password", "secret", "session", "token")
"""A header whose name has one of these carries a credential, as `Authorization`, `Set-Cookie`, `X-Api-Key`."""

NAMED = {"headers", "each", "store_options"}
"""Mappings of which the names tell whether their values are secret."""

_WEB = re.compile(r"(https?://[^/?#\s:@]*:)(?!\d*(?:[/?#]|$)).*@", re.IGNORECASE | re.DOTALL)
"""What follows the first colon, unless it is a port."""
_TOKEN = re.compile(r"(https?://)[^/?#\s:@]+@", re.IGNORECASE)
_OTHER = re.compile(r"((?<!http)(?<!https)://[^/?#\s:]*:).*@", re.IGNORECASE | re.DOTALL)
"""Greedy, up to the last `@`: people forget to escape an `@` or a slash in a password."""
_PARAMETER = re.compile(
    r"([?&;\s](?:[a-z_.-]*(?:password|passwd|secret|token|api_?key|signature)|auth|key|sig|pwd)=)[^&]*",
    re.IGNORECASE,
)


def mask_text(text: str) -> str:
    """The passwords and tokens of the URL that `text` is, or ends in, as `***`; the rest as it was."""
    for secret in (_WEB, _TOKEN, _OTHER):
        text = secret.sub(rf"\1{MASK}@", text)
    return _PARAMETER.sub(rf"\1{MASK}", text)


def is_secret_header(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_WORDS)


def mask_tree(value: Any) -> Any:
    """A copy of JSON-ready `value` without secrets: of the mappings in NAMED by their names, all `cookies`."""
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, list):
        return [mask_tree(item) for item in value]
    if isinstance(value, dict):
        return {key: _mask_entry(key, item) for key, item in value.items()}
    return value


def _mask_entry(key: str, value: Any) -> Any:
    if key == "cookies" and isinstance(value, dict):
        return dict.fromkeys(value, MASK)
    return _mask_named(value) if key in NAMED else mask_tree(value)


def _mask_named(headers: Any) -> Any:
    if not isinstance(headers, dict):
        return mask_tree(headers)
    return {name: MASK if is_secret_header(name) else mask_tree(value) for name, value in headers.items()}
