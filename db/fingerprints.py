"""The index of texts: which articles hold a key of a text, and which lines stand in many articles.

Plain rows, so that any number of crawlers share them and a restart loses nothing. Looking up takes the same time
however large the archive is, because no key is stored for more than POSTINGS articles.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from db.raw import select_among, write_rows

POSTINGS = 8
"""Articles that are stored for one key. Of a story copied a hundred times the first few are enough to find it,
and a phrase that stands everywhere leads nowhere."""


def holders(connection: Connection, keys: Sequence[int]) -> list[tuple[int, int]]:
    """(key, article id) of every article that is stored for one of the keys."""
    return select_among(connection, "SELECT hash, article_id FROM sketch WHERE hash {among}", keys)


def add_keys(connection: Connection, article_id: int, keys: Collection[int]) -> None:
    """Let the article be found by these keys; those it has already stay."""
    write_rows(connection, _ADD_KEY, [(key, article_id) for key in keys])


def repeated_lines(connection: Connection, lines: Sequence[int]) -> dict[int, int]:
    """In how many different articles each of these lines was seen; a line that is missing in few or one."""
    return dict(select_among(connection, "SELECT hash, articles FROM repeated_line WHERE hash {among}", lines))


def count_lines(connection: Connection, lines: Collection[int], first: int = 1) -> None:
    """One more article has these lines. `first`: how many have a line that isn't counted yet, this one included."""
    if lines:
        write_rows(connection, _COUNT_LINE, [(line, first) for line in sorted(lines)])


_ADD_KEY = "INSERT INTO sketch VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING"
_COUNT_LINE = """
    INSERT INTO repeated_line VALUES ({mark}, {mark})
    ON CONFLICT (hash) DO UPDATE SET articles = repeated_line.articles + 1
"""
