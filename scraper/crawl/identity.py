"""Which article a page is: by the address that it calls canonical, as far as what stands there agrees."""

from __future__ import annotations

from collections.abc import Mapping

from db import articles
from db.article_rows import Known
from db.connection import Connection
from db.frontier import PageRow
from db.frozen import frozen
from scraper.article import Article
from scraper.identify import Version, is_above, is_another_article, trusted_canonical, url_key


@frozen
class Claim:
    """The address that a page calls canonical, as far as its form may be believed, and its own; `key`: the identity
    that each gives."""

    canonical: str
    key: str
    own: str
    own_key: str


@frozen
class Identity:
    """`known`: the article that has it already, as it stands."""

    canonical: str
    key: str
    known: Known | None


def claim_of(address: str, article: Article) -> Claim:
    """`address`: where a reader finds the page."""
    canonical, own = trusted_canonical(article.canonical_url, address), trusted_canonical(None, address)
    return Claim(canonical, url_key(canonical), own, url_key(own))


def identify(connection: Connection, page: PageRow, address: str, article: Article) -> Identity:
    """The identity that we believe. `address`: where a reader finds the page."""
    claim = claim_of(address, article)
    return judge(claim, page, article, articles.find(connection, {claim.key, claim.own_key}))


def judge(claim: Claim, page: PageRow, article: Article, known: Mapping[str, Known]) -> Identity:
    """The identity that we believe. `known`: the articles of the claim's two identities.

    A claim that looks right may still be wrong: some sites name one page as canonical for all. So the article that
    stands there must be this one (or have come from this page), and a page that yields none must not be the section.
    """
    there = known.get(claim.key)
    claimed = Identity(claim.canonical, claim.key, there)
    if claim.key in {page.url_key, claim.own_key}:
        return claimed
    own = Identity(claim.own, claim.own_key, known.get(claim.own_key))
    if there is None:
        return own if is_above(claim.canonical, claim.own) else claimed
    if there.id == page.article_id or not is_another_article(_version(there), _version(article)):
        return claimed
    return own


def _version(of: Known | Article) -> Version:
    return Version(of.title, of.lead, of.text)
