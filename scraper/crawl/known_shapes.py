"""What the pages that we have visited say of a source's addresses."""

from __future__ import annotations

import re

from db import frontier
from db.connection import Connection
from scraper.discover import Shapes, learn_shapes

LOOKED_AT = 300
"""Visited pages of each outcome, the newest."""

_BY_NATURE = re.compile(r"it looks like |the page says that it is|section page|the page says so$|by its address$")
_PASSING = re.compile(r"consent|login|captcha|block", re.IGNORECASE)


def known_shapes(connection: Connection, source_id: int) -> Shapes:
    articles = frontier.visited(connection, source_id, "article", LOOKED_AT)
    others = frontier.visited(connection, source_id, "rejected", LOOKED_AT)
    return learn_shapes((url for url, _ in articles), (url for url, reason in others if is_by_nature(reason or "")))


def is_by_nature(reason: str) -> bool:
    """Whether a page was rejected for what it is: a list, a shop, a profile.

    Not for what happened to stand there: a wall, an empty shell, a page without text may be an article tomorrow, and
    must not hide others of its kind.
    """
    return _BY_NATURE.search(reason) is not None and _PASSING.search(reason) is None
