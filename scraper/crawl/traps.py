"""Links that lead nowhere for ever: calendars, addresses that grow, filters in all combinations.

Only links of section pages are judged; what a feed or a sitemap names, somebody has put there.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

LONGEST = 512
"""Characters; longer addresses are built from themselves."""

DEEPEST = 12
"""Segments of a path."""

REPEATED = 3
"""So often the same segment in one path is a relative link that went wrong on every page anew."""

PARAMETERS = 5
"""More of them are the filters of a shop or an archive, which combine without end."""

_CALENDAR = re.compile(r"/(?:calendar|events?|kalender|termine|agenda|календарь|archive?|archiv)/", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|[/=_-])((?:19|20|21)\d\d)(?=$|[/=_&-])")
_VIEW = re.compile(
    r"(?:^|[?&])(?:sort|order|orderby|dir|filter|view|display|perpage|per_page|replytocom)=", re.IGNORECASE
)


def is_trap(url: str, this_year: int) -> bool:
    """Whether following the link would lead to ever more links of its kind."""
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(url) > LONGEST or len(segments) > DEEPEST:
        return True
    if segments and Counter(segments).most_common(1)[0][1] >= REPEATED:
        return True
    if len(parse_qsl(parts.query, keep_blank_values=True)) > PARAMETERS or _VIEW.search(parts.query):
        return True
    years = [int(year) for year in _YEAR.findall(f"{parts.path}?{parts.query}")]
    return any(year > this_year + 1 for year in years) and bool(
        _CALENDAR.search(parts.path) or _is_only_a_date(segments)
    )


def _is_only_a_date(segments: list[str]) -> bool:
    """A day or month of a calendar, without any word that a headline would bring."""
    return bool(segments) and sum(segment.isdecimal() for segment in segments) >= len(segments) - 1
