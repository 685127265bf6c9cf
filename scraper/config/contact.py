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
    """With the contact that stands in `contact:`, if it has none itself; made up from that when only that is given.

    One without any contact is taken, for a site of one's own needs none; `crawl` and `doctor` warn of it.
    """
    reach = info.data.get("contact")
    if value in (None, ""):
        return f"Dateline/{__version__}" + (f" (+{reach})" if reach else "")
    if not isinstance(value, str) or not _HEADER.fullmatch(value):
        raise ValueError(f"expected one line of ASCII text, as in '{EXAMPLE}'")
    named = value.strip()
    return named if has_contact(named) or not reach else f"{named} (+{reach})"


def has_contact(user_agent: str) -> bool:
    """Whether a publisher who reads this in his log knows whom to write to."""
    return _CONTACT.search(user_agent) is not None
