"""Section pages and front pages: the links that look like articles of this site, and the next page."""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from db.frozen import frozen
from scraper.discover.listing import Child, Entry, Listing
from scraper.discover.shapes import Shapes
from scraper.shell import SHELL, is_shell

FEW_ARTICLES = 3
"""A section page with fewer links of the usual shape has addresses of its own manner."""

FEW_WORDS = 3
"""A link text of fewer words is a menu, not a headline."""

NOTHING_LEARNED = Shapes()

_NEXT = re.compile(
    r"(?:next|older(?: posts| articles| stories)?|more|weiter|nächste(?: seite)?|ältere(?: beiträge| artikel)?|mehr|"
    r"suivante?s?|page suivante|plus anciens?|siguientes?|más antiguos?|próxim[ao]|successiv[ao]|volgende|nästa|"
    r"далее|следующая(?: страница)?|вперед|вперёд|раньше|наступна|следваща|następna|další|下一页|次へ|다음)"
    r"\s*[»›→>]*|[»›→>]+",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"/(?:tags?|topics?|themen?|authors?|autor(?:en)?|auteurs?|user|profile?|login|signin|register|account|search|suche|"
    r"about|contact|kontakt|impressum|imprint|privacy|datenschutz|terms|agb|cookies?|newsletters?|subscribe|abo|rss|feeds?|"
    r"share|advertise|careers?|jobs|help|hilfe|faq|sitemap|category|categories|archive?|gallery|shop|wp-admin|cdn-cgi)"
    r"(?:/|$|\.)",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|zip|css|js|xml|json|ico|woff2?)$", re.IGNORECASE)
_DATE = re.compile(r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?(?:0?[1-9]|[12]\d|3[01]))?(?:[/-]|$)")
_NUMBER = re.compile(r"(?:^|[/_.-])\d{4,}(?:[/_.-]|$)|(?:^|[-_])a?\d{5,}")
_FRAME = {"nav", "footer", "menu"}
_FRAME_HINT = re.compile(
    r"(?:^|[\s_-])(?:nav|navigation|menu|footer|breadcrumbs?|share|social|pagination|pager)(?:$|[\s_-])"
)


def read_section(html: bytes | str, url: str, charset: str | None = None, shapes: Shapes = NOTHING_LEARNED) -> Listing:
    """The articles that a page links to, in its order (the newest stand first), and its next page as a child.

    `shapes`: what visited pages have taught of the site's addresses; it counts for more than how an address looks.
    """
    text = html.decode(_known(charset), "replace") if isinstance(html, bytes) else html
    tree = LexborHTMLParser(text)
    base = _base(tree, url)
    links = list(_links(tree, base))
    entries = tuple(
        Entry(link.url, position, title=link.text if _words(link.text) >= FEW_WORDS else None)
        for position, link in enumerate(_articles(links, url, shapes))
    )
    following = _next_page(tree, links, url)
    title = tree.css_first("title")
    return Listing(
        "section",
        entries,
        children=(Child(following),) if following else (),
        problem=None if entries else SHELL if is_shell(text) else "no link here looks like an article",
        title=" ".join(title.text().split()) or None if title else None,
    )


@frozen
class _Link:
    url: str
    text: str
    rel: str
    in_frame: bool
    """In the navigation, the footer, a row of share buttons."""


def _links(tree: LexborHTMLParser, base: str) -> Iterator[_Link]:
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if href.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        address = _absolute(base, href)
        if address is not None and address.startswith(("http://", "https://")):
            words = " ".join(node.text(separator=" ").split())
            rel = (node.attributes.get("rel") or "").lower()
            yield _Link(address, words, rel, _is_in_frame(node))


def _articles(links: list[_Link], url: str, shapes: Shapes) -> list[_Link]:
    """Of each address the link with the longest text, which is the headline; at the place of the first."""
    best: dict[str, _Link] = {}
    for link in links:
        page = link.url.partition("#")[0]
        if link.in_frame or not _is_of_site(page, url) or page.rstrip("/") == url.partition("#")[0].rstrip("/"):
            continue
        before = best.get(page)
        if before is None or len(link.text) > len(before.text):
            best[page] = _Link(before.url if before else link.url, link.text, link.rel, False)
    known = {page: shapes.is_article(page) for page in best}
    sure = {page for page, link in best.items() if known[page] or _looks_like_article(page, link.text)}
    kept = sure if len(sure) >= FEW_ARTICLES else sure | _alike(best)
    return [link for page, link in best.items() if page in kept and known[page] is not False]


def _alike(links: Mapping[str, _Link]) -> set[str]:
    """Pages of one folder and one ending that headlines lead to, for sites whose addresses have no number and date."""
    folders: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for page, link in links.items():
        path = urlsplit(page).path
        if _words(link.text) > FEW_WORDS and path.strip("/") and not (_ELSEWHERE.search(path) or _NO_PAGE.search(path)):
            folder, _, name = path.rstrip("/").rpartition("/")
            folders[folder, name.rpartition(".")[2] if "." in name else ""].add(page)
    return {page for pages in folders.values() if len(pages) >= FEW_ARTICLES for page in pages}


def _looks_like_article(url: str, text: str) -> bool:
    """By the shape of the address: a date, a number, a long slug; a headline as link text makes up for less."""
    parts = urlsplit(url)
    path = parts.path
    if path in {"", "/"} or _ELSEWHERE.search(path) or _NO_PAGE.search(path):
        return False
    slug = max(path.split("/"), key=len)
    hyphens = slug.count("-") + slug.count("_")
    has_number = bool(
        _DATE.search(path) or _NUMBER.search(path) or re.search(r"(?:^|&)(?:id|p|newsid)=\d+", parts.query)
    )
    if has_number:
        return _words(text) >= FEW_WORDS or hyphens >= 2 or bool(_DATE.search(path))
    return (hyphens >= 3 and _words(text) >= FEW_WORDS) or hyphens >= 5


def _next_page(tree: LexborHTMLParser, links: list[_Link], url: str) -> str | None:
    head = tree.css_first('link[rel="next"][href]')
    if head is not None:
        return _absolute(url, head.attributes.get("href"))
    for link in links:
        if "next" in link.rel.split() and _is_of_site(link.url, url):
            return link.url
    wanted = _page_number(url) + 1
    numbered = [link for link in links if _page_number(link.url) == wanted and _is_of_site(link.url, url)]
    named = [link for link in numbered if _NEXT.fullmatch(link.text) or link.text == str(wanted)]
    return next((link.url for link in [*named, *numbered]), None)


def _page_number(url: str) -> int:
    """The page of a paginated section that the address names; 1 where it names none."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    for name in ("page", "p", "seite", "pagina", "PAGEN_1", "paged"):
        value = query.get(name, [""])[0]
        if value.isdecimal() and len(value) < 6:
            return int(value)
    match = re.search(r"/(?:page|seite|pagina|p)[/-]?(\d{1,5})/?$", parts.path)
    return int(match[1]) if match else 1


def _is_of_site(url: str, page_url: str) -> bool:
    """The same host, give or take `www.`; sections of other hosts are sources of their own."""
    here, there = urlsplit(page_url), urlsplit(url)
    return here.netloc.removeprefix("www.") == there.netloc.removeprefix("www.")


def _is_in_frame(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(12):
        if above is None or above.tag in {"body", "main", "article"}:
            return False
        hint = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}".lower()
        if above.tag in _FRAME or _FRAME_HINT.search(hint):
            return True
        above = above.parent
    return False


def _base(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    return (_absolute(url, node.attributes.get("href")) if node else None) or url


def _absolute(base: str, href: str | None) -> str | None:
    """None for what is no address."""
    try:
        return urljoin(base, (href or "").strip())
    except ValueError:
        return None


def _known(charset: str | None) -> str:
    """A codec of this name, UTF-8 where there is none: addresses are ASCII in any case."""
    try:
        return codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"


def _words(text: str) -> int:
    """Words; in scripts without spaces four letters count as one."""
    return max(len(text.split()), sum(1 for letter in text if letter > "\u2e80") // 4)
