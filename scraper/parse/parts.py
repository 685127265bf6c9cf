"""Articles over several pages: which address is the next part's, which has the whole text, which is the first's.

Only the addresses are believed: the next part's is this one's with the next number, whatever the page calls the link;
`rel=next` alone often leads to another article. Comments, galleries and lists count their pages as well, so what is
found is followed only for pages that are articles.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from itertools import islice
from urllib.parse import urljoin, urlsplit, urlunsplit

from db.frozen import frozen
from scraper.parse.document import from_root

_PARAMETERS = "page|p|pg|seite|pagina|part|teil|pagenum|page_number|pageno|curpage|paged|artpage|str|strona|sayfa"
_WORDS = "page|seite|pagina|part|teil|p|s"
_ALL = "all|alle|full|single|1page|onepage|komplett|komplettansicht|singlepage|view-all|viewall|print-all"

_NUMBERED = (
    re.compile(rf"^(?P<stem>.*[?&](?:{_PARAMETERS})=)(?P<number>\d{{1,2}})(?P<rest>(?:&.*)?)$", re.IGNORECASE),
    re.compile(rf"^(?P<stem>.*[/_,-](?:{_WORDS})[-_/=]?)(?P<number>\d{{1,2}})(?P<rest>/?|\.\w{{2,5}})$", re.IGNORECASE),
    re.compile(r"^(?P<stem>.*[^/]/)(?P<number>\d{1,2})(?P<rest>/?)$"),
)
"""As in `?page=2`; `/page/2`, `/seite-2`, `_p2.html`; `/2`."""

_WEAK = re.compile(r"^(?P<stem>.*[-_,])(?P<number>\d{1,2})(?P<rest>\.\w{2,5})$")
"""`-2.html` may be another article whose name ends so: believed only with `rel=next`."""

_COUNTED = re.compile(r"\d(?:/|\.\w{2,5})?$")
"""Ends so what one of these has counted, if no parameter does."""

_WHOLE = re.compile(rf"[?&/](?:(?<!/)(?:{_PARAMETERS}|view|mode)=|(?<=/))(?:{_ALL})/?$", re.IGNORECASE)
_PART_END = re.compile(r"[=/_,-]\d{1,2}(?:/|\.\w{2,5})?$")
_WHOLE_ENDS = tuple(_ALL.split("|"))
"""How the address of a part may end, and that of all parts in one, in small letters."""

LONGEST_END = 24
"""Letters in which such an end lies."""

_TRACKED = re.compile(r"(?:(?:utm|itm|mtm|at|pk)_\w+|[fg]clid|msclkid|mc_[ce]id|srsltid|xtor|igshid)=", re.IGNORECASE)
_OTHER = re.compile(r"comment|kommentar|reply|gallery|galerie|slide|/feed|/amp", re.IGNORECASE)

_PLAIN = re.compile(r"https?://[\w.:-]+(?:/(?:[!\"$-:<-~]*[\w/=&%~-])?)?", re.ASCII)
"""An address that stays as it is when it is taken apart and put together again, which takes ten times as long."""

LONGEST_COUNT = 8
"""Letters from a number's last digit on."""

LONGEST_TAIL = 6
"""Letters behind the number: `.html` or `/`; a part's address is its first part's but for them and the number."""

MAX_HREFS = 2_000
"""Links that are looked at."""


@frozen
class Parts:
    """Absolute addresses. `number`: which part this page is, from 1; `first` where that isn't 1."""

    number: int = 1
    next: str | None = None
    whole: str | None = None
    first: str | None = None


def find_parts(hrefs: str, url: str | None, links: dict[str, str]) -> Parts:
    """`hrefs`: of the page's links, each between two NULs. `links`: addresses of the head's links by their `rel`."""
    if url is None:
        return Parts()
    bare = _untracked(url)
    own, number = split_number(bare)
    canonical = links.get("canonical")
    stems = {own} if canonical in {None, bare} else {own, _told_stem(own, canonical)}
    linked = _linked(hrefs, url, own)
    found = sorted(linked)
    following = next((address for address in found if _is_part(address, number + 1, stems)), None)
    told = links.get("next")
    if following is None and told and (_split(told, weak=True) == (_split(url, weak=True)[0], number + 1)):
        following = told
    whole = next((address for address in found if _is_whole(address, stems)), None)
    # A number in the address is a part's only where the page knows its neighbours: /2026/12 has none.
    is_part = number > 1 and (following is not None or _names(hrefs, linked, own, number - 1))
    return Parts(number if is_part else 1, following, whole, own if is_part else None)


def _is_part(address: str, number: int, stems: AbstractSet[str]) -> bool:
    """Whether it is the address of this part."""
    if str(number) not in address:
        return False
    stem, at = split_number(_untracked(address))
    return at == number and stem in stems and not _OTHER.search(address)


def _is_whole(address: str, stems: AbstractSet[str]) -> bool:
    """Whether it is the address of all parts on one page."""
    return _WHOLE.search(address) is not None and _WHOLE.sub("", address) in stems and not _OTHER.search(address)


def first_part_of(canonical: str | None, url: str | None, parts: Parts) -> str | None:
    """The canonical address; where a later part names none or itself, that is the first part's."""
    if parts.first is not None and (canonical is None or (url and split_number(canonical) == split_number(url))):
        return parts.first
    return canonical


def split_number(url: str) -> tuple[str, int]:
    """(the first part's address, the part's number from 1)."""
    return _split(url, weak=False)


def _told_stem(own: str, canonical: str | None) -> str:
    """The canonical address's stem, if it is this page's but for parameters: the page says that they don't count."""
    if canonical is None:
        return own
    try:
        stem, _ = split_number(canonical)
    except ValueError:
        return own
    return stem if _place(stem) == _place(own) else own


def _place(address: str) -> str:
    """Host and path."""
    return address.partition("://")[2].partition("?")[0]


def _untracked(url: str) -> str:
    """Without the parameters that tell whence a reader came."""
    if "?" not in url:
        return url
    bare, _, query = url.partition("?")
    kept = [pair for pair in query.split("&") if not _TRACKED.match(pair)]
    return f"{bare}?{'&'.join(kept)}" if kept else bare


def _split(url: str, *, weak: bool) -> tuple[str, int]:
    try:
        bare = url if _PLAIN.fullmatch(url) else urlunsplit(urlsplit(url)._replace(fragment=""))
    except ValueError:  # what the page calls its next one may be no address
        return url, 1
    if "=" not in bare and not _COUNTED.search(bare[-LONGEST_COUNT:]):
        return _bare(bare), 1
    for pattern in (*_NUMBERED, _WEAK) if weak else _NUMBERED:
        match = pattern.match(bare)
        if match and 0 < int(match["number"]) < 100:
            return _first(match["stem"], match["rest"]), int(match["number"])
    return _bare(bare), 1


def _first(stem: str, rest: str) -> str:
    """The address without its number: `a?page=` and `&b=1` give `a?b=1`; `a_p` and `.html` give `a.html`."""
    if "?" in stem:
        stem = re.sub(r"[?&][^?&]*$", "", stem)
        return _bare(stem + ("?" + rest[1:] if rest and "?" not in stem else rest))
    stem = re.sub(rf"[/_,-](?:{_WORDS})[-_/=]?$", "", stem, flags=re.IGNORECASE)
    return _bare(stem.rstrip("-_,/") + rest.rstrip("/"))


def _bare(url: str) -> str:
    return url.rstrip("/") if "?" not in url else url


def _linked(hrefs: str, url: str, own: str) -> set[str]:
    """Absolute addresses that begin like `own` and end like a part's; all but queries have its last name in them."""
    start = own.partition("?")[0][:-LONGEST_TAIL]
    name = _place(start).partition("/")[2].rpartition("/")[2]
    likely = dict.fromkeys(_named(hrefs, name))
    found = set()
    for href in islice(likely, MAX_HREFS):
        end = href[-LONGEST_END:].lower()
        if _PART_END.search(end) or end.removesuffix("/").endswith(_WHOLE_ENDS):
            address = _absolute(url, href)
            if address is not None and address.startswith(start):
                found.add(address)
    return found


def _named(hrefs: str, name: str) -> list[str]:
    """Those with this name in them, and queries."""
    if not name or "\0?" in hrefs:
        return [href for href in hrefs.split("\0")[1:-1] if name in href or href[0] == "?"]
    found = []
    at = hrefs.find(name)
    while at >= 0:
        start, end = hrefs.rfind("\0", 0, at) + 1, hrefs.find("\0", at)
        found.append(hrefs[start:end])
        at = hrefs.find(name, end)
    return found


def _names(hrefs: str, linked: set[str], own: str, number: int) -> bool:
    """Whether the page links to the part before it."""
    if number > 1:
        return any(split_number(address) == (own, number) for address in linked)
    parts = urlsplit(own)
    return any(f"\0{href}\0" in hrefs for href in (parts.path, f"{parts.scheme}://{parts.netloc}{parts.path}"))


def _absolute(url: str, href: str) -> str | None:
    """The link as an address."""
    try:
        return href if _PLAIN.fullmatch(href) else from_root(url, href) or urljoin(url, href)
    except ValueError:
        return None
