"""Why an address is the same page as another, and when to believe a page that says which one is canonical."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from scraper.identify.compare import compare
from scraper.identify.revise import Version
from scraper.identify.trackers import is_tracker
from scraper.identify.urls import ADDRESSES_KNOWN, article_ids, clean_url, is_home, same_site, url_key
from scraper.identify.wording import wording
from scraper.text import normalise

AliasKind = Literal["canonical", "redirect", "amp", "mobile", "print", "tracking", "part", "slug", "guid", "variant"]

_AMP = re.compile(r"(?:^|[/.?&=])amp(?:[/.?=&]|$)|\.cdn\.ampproject\.org", re.IGNORECASE)
_PRINT = re.compile(r"(?:^|[/.?&=])print(?:able)?(?:[/.?=&]|$)", re.IGNORECASE)
_PART = re.compile(
    r"(?:[?&](?:page|p|pg|seite|pagina|part|teil)=|[/_-](?:page|seite|part|teil)[-_/=]?|/)(?:\d{1,2}|all|komplettansicht)/?"
    r"(?:\.\w{2,5})?$",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"[{}<>]|%7b|%7d|%3c|%3e|undefined|\bnull\b", re.IGNORECASE)


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
    if article_ids(url) & article_ids(canonical):
        return "slug"
    return "variant"


@lru_cache(maxsize=ADDRESSES_KNOWN)
def trusted_canonical(claimed: str | None, final_url: str) -> str:
    """The canonical address that we believe.

    A page's claim counts when it names a page of the same site that isn't the front page (unless this is the front
    page) and doesn't look like a template nobody filled in. Else the address that answered is the canonical one.
    """
    own = clean_url(final_url) or final_url
    told = clean_url(claimed, base=final_url) if claimed else None
    if told is None or told == own or _TEMPLATE.search(told) or not same_site(told, own):
        return own
    return own if is_home(told) and not is_home(own) else told


def guid_address(guid: str | None, url: str) -> str | None:
    """A feed entry's guid as one more address of its page, `/?p=123` for example; None where it is none."""
    address = clean_url(guid) if guid and guid.startswith(("http://", "https://")) else None
    if address is None or is_home(address) or not same_site(address, url) or url_key(address) == url_key(url):
        return None
    return address


def is_another_article(there: Version, here: Version) -> bool:
    """Whether a page that names another as canonical isn't the article that stands there.

    So it is on sites that name one page as canonical for everything. A copy has the title or the text of its original;
    titles may have something before or behind, as in `The bridge (2/3)`.
    """
    one, other = normalise(there.title or ""), normalise(here.title or "")
    if one and other and (one in other or other in one):
        return False
    verdict = compare(wording(there.text), wording(here.text), same_title=False)
    return verdict is None or verdict.relation not in {"same", "excerpt"}


def is_above(url: str, other: str) -> bool:
    """Whether the path of `url` leads to `other`, as a section's leads to its articles."""
    return url_key(other).partition("?")[0].startswith(url_key(url).partition("?")[0] + "/")
