"""Which part of a host somebody has registered: `bbc.co.uk` of `news.bbc.co.uk`, after publicsuffix.org."""

from __future__ import annotations

from functools import cache

from publicsuffixlist import PublicSuffixList


def registrable(host: str, *, only_icann: bool = False) -> str | None:
    """The registrable domain of a host without its port; None for what is a suffix itself.

    `only_icann`: without the suffixes of hosters, so that all of `tumblr.com` is one domain.
    """
    return _suffixes(only_icann).privatesuffix(host)


@cache
def _suffixes(only_icann: bool) -> PublicSuffixList:
    """Read with the first question, as it takes a tenth of a second: most runs of the program never ask one."""
    return PublicSuffixList(only_icann=only_icann)
