"""Is it the same? Of addresses, of texts, of versions. Pure: values in, a claim out."""

from scraper.identify.aliases import alias_kind, guid_address, is_above, is_another_article, trusted_canonical
from scraper.identify.compare import Verdict, compare
from scraper.identify.credit import agencies
from scraper.identify.fingerprint import Fingerprint, fingerprint
from scraper.identify.revise import Change, Version, changes, printed_hash, size, what_changed
from scraper.identify.stories import Place, arrange, original_key
from scraper.identify.translate import NO_CLUES, Clues, clues, compare_languages
from scraper.identify.urls import clean_url, same_site, url_key
from scraper.identify.wording import wording

__all__ = [
    "NO_CLUES",
    "Change",
    "Clues",
    "Fingerprint",
    "Place",
    "Verdict",
    "Version",
    "agencies",
    "alias_kind",
    "arrange",
    "changes",
    "clean_url",
    "clues",
    "compare",
    "compare_languages",
    "fingerprint",
    "guid_address",
    "is_above",
    "is_another_article",
    "original_key",
    "printed_hash",
    "same_site",
    "size",
    "trusted_canonical",
    "url_key",
    "what_changed",
    "wording",
]
