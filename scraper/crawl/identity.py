"""Which article a page is: by the address that it calls canonical, as far as what stands there agrees."""

from __future__ import annotations

from dataclasses import dataclass

from db import articles
from db.article_rows import Known
from db.connection import Connection
from db.frontier import PageRow
from scraper.article import Article
from scraper.identify import Version, is_above, is_another_article, trusted_canonical, url_key


@dataclass(frozen=True, slots=True)
class Identity:
    """`known`: the article that has it already, as it stands."""

    canonical: str
    key: str
    known: Known | None


def identify(connection: Connection, page: PageRow, address: str, article: Article) -> Identity:
    """The identity that we believe. `address`: where a reader finds the page.

    A claim that looks right may still be wrong: some sites name one page as canonical for all. So the article that
    stands there must be this one (or have come from this page), and a page that yields none must not be the section.
    """
    claimed = _at(connection, trusted_canonical(article.canonical_url, address))
    if claimed.key == page.url_key:
        return claimed
    own = trusted_canonical(None, address)
    if claimed.key == url_key(own):
        return claimed
    if claimed.known is None:
        return _at(connection, own) if is_above(claimed.canonical, own) else claimed
    if claimed.known.id == page.article_id or not is_another_article(_version(claimed.known), _version(article)):
        return claimed
    return _at(connection, own)


def _at(connection: Connection, canonical: str) -> Identity:
    key = url_key(canonical)
    return Identity(canonical, key, articles.find(connection, key))


def _version(of: Known | Article) -> Version:
    return Version(of.title, of.lead, of.text)
