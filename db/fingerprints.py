"""The index of texts: which articles hold a key of a text, and which lines stand in many articles.

Plain rows, so that any number of crawlers share them and a restart loses nothing. Looking up takes the same time
however large the archive is, because no key is stored for more than POSTINGS articles.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from db.raw import driver, is_sqlite

POSTINGS = 8
"""Articles that are stored for one key. Of a story copied a hundred times the first few are enough to find it,
and a phrase that stands everywhere leads nowhere."""

CHUNK = 900
"""Keys a statement; older SQLites take 999 variables."""


def holders(connection: Connection, keys: Sequence[int]) -> list[tuple[int, int]]:
    """(key, article id) of every article that is stored for one of the keys; at most CHUNK keys."""
    if not keys:
        return []
    if is_sqlite(connection):
        marks = ",".join("?" * len(keys))
        query = f"SELECT hash, article_id FROM sketch WHERE hash IN ({marks})"  # noqa: S608  (only marks)
        return driver(connection).execute(query, tuple(keys)).fetchall()  # type: ignore[no-any-return]
    query = "SELECT hash, article_id FROM sketch WHERE hash = ANY(%s::bigint[])"
    return driver(connection).execute(query, (list(keys),)).fetchall()  # type: ignore[no-any-return]


def add_keys(connection: Connection, article_id: int, keys: Collection[int]) -> None:
    """Let the article be found by these keys; those it has already stay."""
    if is_sqlite(connection):
        driver(connection).executemany(
            "INSERT OR IGNORE INTO sketch VALUES (?, ?)", [(key, article_id) for key in keys]
        )
        return
    query = "INSERT INTO sketch SELECT unnest(%s::bigint[]), %s ON CONFLICT DO NOTHING"
    driver(connection).execute(query, (list(keys), article_id))


def repeated_lines(connection: Connection, lines: Sequence[int]) -> dict[int, int]:
    """In how many different articles each of these lines was seen; a line that is missing in few or one."""
    if not lines:
        return {}
    found: list[tuple[int, int]] = []
    for start in range(0, len(lines), CHUNK):
        chunk = lines[start : start + CHUNK]
        if is_sqlite(connection):
            marks = ",".join("?" * len(chunk))
            query = f"SELECT hash, articles FROM repeated_line WHERE hash IN ({marks})"  # noqa: S608  (only marks)
            found += driver(connection).execute(query, tuple(chunk)).fetchall()
        else:
            query = "SELECT hash, articles FROM repeated_line WHERE hash = ANY(%s::bigint[])"
            found += driver(connection).execute(query, (list(chunk),)).fetchall()
    return dict(found)


def count_lines(connection: Connection, lines: Collection[int], first: int = 1) -> None:
    """One more article has these lines. `first`: how many have a line that isn't counted yet, this one included."""
    rows = [(line, first) for line in sorted(lines)]
    if not rows:
        return
    mark = "?" if is_sqlite(connection) else "%s"
    query = (
        f"INSERT INTO repeated_line VALUES ({mark}, {mark}) "  # noqa: S608  (only marks)
        "ON CONFLICT (hash) DO UPDATE SET articles = repeated_line.articles + 1"
    )
    with_cursor = driver(connection).cursor()
    with_cursor.executemany(query, rows)
    with_cursor.close()
