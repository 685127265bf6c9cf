"""Who crawls: a User-Agent that tells a publisher how to reach a person before blocking the crawler."""

import re

from pydantic import ValidationInfo

from scraper.version import __version__

EXAMPLE = "MyArchive/1.0 (+https://example.org/bot; bot@example.org)"

_CONTACT = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+|https?://[^\s/<>()]+\.[^\s<>()]+", re.IGNORECASE)
_HEADER = re.compile(r"[\x20-\x7e]+")


def check_contact(value: object) -> str | None:
    """A mail or web address that stands for the contact of a User-Agent."""
    if value is None:
        return None
    if not isinstance(value, str) or not _HEADER.fullmatch(value) or not _CONTACT.fullmatch(value.strip()):
        raise ValueError("expected a mail address or an http(s) address")
    return value.strip()


def check_user_agent(value: object, info: ValidationInfo) -> str:
    """With the contact that stands in `contact:`, if it has none itself; the whole of it when only that is given."""
    reach = info.data.get("contact")
    if value in (None, ""):
        if reach:
            return f"Dateline/{__version__} (+{reach})"
        if "contact" not in info.data:  # it is there, and wrong: one complaint is enough
            return ""
        raise ValueError(f"missing; say who crawls and how to reach you, as in '{EXAMPLE}'")
    if not isinstance(value, str) or not _HEADER.fullmatch(value):
        raise ValueError(f"expected one line of ASCII text, as in '{EXAMPLE}'")
    if _CONTACT.search(value) or "contact" not in info.data:
        return value.strip()
    if reach:
        return f"{value.strip()} (+{reach})"
    raise ValueError(
        "expected a mail or web address in it, so that a publisher can write to you before blocking you, "
        f"as in '{EXAMPLE}'"
    )
