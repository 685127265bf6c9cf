"""Why an address is the same page as another, and when to believe a page that says which one is canonical."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from scraper.identify.trackers import is_tracker
from scraper.identify.urls import clean_url, is_home, same_site

AliasKind = Literal["canonical", "redirect", "amp", "mobile", "print", "tracking", "part", "variant"]

_AMP = re.compile(r"(?:^|[/.?&=])amp(?:[/.?=&]|$)|\.cdn\.ampproject\.org", re.IGNORECASE)
_PRINT = re.compile(r"(?:^|[/.?&=])print(?:able)?(?:[/.?=&]|$)", re.IGNORECASE)
_PART = re.compile(
    r"(?:[?&](?:page|p|pg|seite|pagina|part|teil)=|[/_-](?:page|seite|part|teil)[-_/=]?|/)(?:\d{1,2}|all|komplettansicht)/?"
    r"(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"[{}<>]|%7b|%7d|undefined|\bnull\b", re.IGNORECASE)


def alias_kind(url: str, canonical: str) -> AliasKind:
    """What sets `url` apart from the canonical address; `variant` where it is none of the known forms."""
    if url == canonical:
        return "canonical"
    parts = urlsplit(url)
    form = f"{parts.path}?{parts.query}"
    known = urlsplit(canonical)
    if (_AMP.search(form) and not _AMP.search(f"{known.path}?{known.query}")) or _AMP.search(f"/{parts.netloc}/"):
        return "amp"
    if _PRINT.search(form) and not _PRINT.search(f"{known.path}?{known.query}"):
        return "print"
    if parts.netloc.partition(".")[0] in {"m", "mobile"} and parts.netloc != known.netloc:
        return "mobile"
    if _PART.search(form.rstrip("?")) and url.startswith(canonical.rstrip("/")):
        return "part"
    if any(is_tracker(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True)):
        return "tracking"
    return "variant"


def trusted_canonical(claimed: str | None, final_url: str) -> str:
    """The canonical address that we believe.

    A page's claim counts when it names a page of the same site that isn't the front page (unless this is the front
    page) and doesn't look like a template nobody filled in. Else the address that answered is the canonical one.
    """
    own = clean_url(final_url) or final_url
    told = clean_url(claimed, base=final_url) if claimed else None
    if told is None or _TEMPLATE.search(told) or not same_site(told, own):
        return own
    return own if is_home(told) and not is_home(own) else told
