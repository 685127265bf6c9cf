"""Is it the same? Of addresses, of texts, of versions. Pure: values in, a claim out."""

from scraper.identify.aliases import alias_kind, trusted_canonical
from scraper.identify.copies import Version, duplicate_key, original_key, what_changed
from scraper.identify.urls import clean_url, same_site, url_key

__all__ = [
    "Version",
    "alias_kind",
    "clean_url",
    "duplicate_key",
    "original_key",
    "same_site",
    "trusted_canonical",
    "url_key",
    "what_changed",
]
