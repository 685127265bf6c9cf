"""One thing out of an inbox: a page of another time, or the note that there was none to be had."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Literal

from db.frozen import frozen
from scraper.archive import Capture
from scraper.response import Response


@frozen
class PastPage:
    """`position`: where to go on behind it. `capture`: where it is kept, if that is in our archive already."""

    response: Response
    position: str
    capture: Capture | None = None


@frozen
class Passed:
    """No page: skipped (an error, a picture), broken with a reason to log, or other (a request, say; not counted)."""

    position: str
    why: Literal["skipped", "broken", "other"]
    reason: str = ""


Item = PastPage | Passed
Items = Iterator[Item] | AsyncIterator[Item]
