"""Where a site may list its articles: what its front page and robots.txt name, and where such things usually lie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from scraper.discover import endpoints_of
from scraper.identify import same_site, url_key
from scraper.survey.findings import Candidate
from scraper.survey.plan import Plan, plan_of

FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/feeds")
SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml")

MAX_SECTIONS = 12
"""Section pages that are tried; a site's own menu has about as many."""

_SOFTWARE = (
    ("WordPress", re.compile(r"/wp-(?:content|includes|json)/|name=\"generator\" content=\"WordPress", re.IGNORECASE)),
    ("Ghost", re.compile(r"name=\"generator\" content=\"Ghost|ghost-sdk|/ghost/api/", re.IGNORECASE)),
    ("Drupal", re.compile(r"name=\"generator\" content=\"Drupal|/sites/default/files/|drupal-settings-json", re.I)),
    ("Joomla", re.compile(r"name=\"generator\" content=\"Joomla|/media/jui/|/components/com_", re.IGNORECASE)),
    ("Next.js", re.compile(r"id=\"__NEXT_DATA__\"|/_next/static/", re.IGNORECASE)),
    ("Nuxt", re.compile(r"window\.__NUXT__|id=\"__nuxt\"|/_nuxt/", re.IGNORECASE)),
    ("Polymer", re.compile(r"webcomponentsjs|polymer|<[a-z]+-app[\s>]", re.IGNORECASE)),
)
_LEGAL = re.compile(
    r"login|sign-?(?:in|up)|register|account|about|contact|kontakt|impressum|imprint|privacy|datenschutz|terms|agb|"
    r"cookie|newsletter|abo\b|subscribe|search|suche|shop|jobs|rss|feed|help|faq|/(?:page|seite|p)/?\d+",
    re.IGNORECASE,
)
_WORDPRESS_API = re.compile(r'<link rel=["\']https://api\.w\.org/["\'] href=["\']([^"\']+)["\']')
_GHOST_KEY = re.compile(r'data-key="([0-9a-f]{20,40})"')


def software_of(html: str) -> str | None:
    """The software that the page betrays."""
    return next((name for name, trace in _SOFTWARE if trace.search(html)), None)


def candidates(html: str, url: str, sitemaps: Iterable[str]) -> list[Candidate]:
    """In the order in which they are tried. `sitemaps`: those that robots.txt names."""
    feeds = [address for _, address in endpoints_of(html, url)]
    named = list(dict.fromkeys(sitemaps))
    found = [Candidate("feed", address, told=True) for address in feeds]
    found += [Candidate("sitemap", address, told=True) for address in named]
    found += [Candidate("json", plan.url, told=True, plan=plan) for plan in _interfaces(html, url)]
    found += [Candidate("feed", urljoin(url, path), told=False) for path in (() if feeds else FEEDS)]
    found += [Candidate("sitemap", urljoin(url, path), told=False) for path in (() if named else SITEMAPS)]
    found += [Candidate("section", address, told=True) for address in [url, *sections_of(html, url)]]
    return found


def _interfaces(html: str, url: str) -> list[Plan]:
    """The JSON interfaces of the software, where the page says what is needed to ask them."""
    software = software_of(html)
    if software == "WordPress":
        root = _WORDPRESS_API.search(html)
        path = "wp/v2/posts?per_page=50&page={page}&_embed=1"
        return [plan_of("wordpress", url, urljoin(root[1], path) if root and "?" not in root[1] else None)]
    if software == "Ghost" and (key := _GHOST_KEY.search(html)):
        return [plan_of("ghost", url, key=(key[1],))]
    return [plan_of("joomla", url)] if software == "Joomla" else []


def sections_of(html: str, url: str) -> list[str]:
    """The pages that the site's menus link to, in their order; those of other languages come of themselves."""
    found: dict[str, str] = {}
    home = url_key(url)
    for node in LexborHTMLParser(html).css("nav a[href], header a[href], [role=navigation] a[href]"):
        try:
            address = urljoin(url, (node.attributes.get("href") or "").strip()).partition("#")[0]
            key = url_key(address)
        except ValueError:
            continue
        parts = urlsplit(address)
        depth = len([piece for piece in parts.path.split("/") if piece])
        if key != home and same_site(address, url) and depth <= 2 and not parts.query and not _LEGAL.search(parts.path):
            found.setdefault(key, address)
    return list(found.values())[:MAX_SECTIONS]
