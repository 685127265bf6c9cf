"""Counting articles as they come: triggers note each change as a row of `tally`, whose sums are the counts.

A count of a million articles reads a million entries of an index; these are some dozen for each source and day. A row
is only ever added, never changed, so that no two writers wait for each other; `fold` makes one of many.
"""

from __future__ import annotations

from db.connection import Connection
from db.raw import define
from db.rows import fetch, write

FOLD_KEY = 0x74616C6C79
"""Postgres advisory lock: of two programs that fold at once one is enough."""


def start(connection: Connection) -> None:
    """Count all that is there, and from now on what comes."""
    for statement in _SQLITE if connection.is_sqlite else _POSTGRES:
        define(connection, statement)  # first: it keeps others from writing until all is counted
    define(connection, "DELETE FROM tally")
    define(connection, _COUNT["sqlite" if connection.is_sqlite else "postgresql"])


def stop(connection: Connection) -> None:
    """Let tables change, or be filled by the million, without a count; `start` counts anew."""
    on_table = "" if connection.is_sqlite else " ON article"
    for name in _TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{on_table}")
    if not connection.is_sqlite:
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS tally_note()")


def fold(connection: Connection) -> None:
    """Make one row of those that count the same. Others may write meanwhile."""
    if not connection.is_sqlite:
        if fetch(connection, "SELECT pg_try_advisory_xact_lock({mark})", FOLD_KEY) == [(True,)]:
            write(connection, _FOLD_POSTGRES)
        return
    ((top,),) = fetch(connection, "SELECT coalesce(max(id), 0) FROM tally")
    write(connection, _SUM_SQLITE)
    write(connection, _SUMMED_SQLITE, top, top)
    write(connection, _NOTHING_SQLITE, top)


_SQLITE = (
    """CREATE TRIGGER tally_added AFTER INSERT ON article BEGIN
        INSERT INTO tally (source_id, day, language, articles, duplicates) VALUES (
            new.source_id, coalesce(substr(new.published_at, 1, 10), ''), coalesce(new.language, ''),
            1, new.duplicate_of IS NOT NULL);
    END""",
    """CREATE TRIGGER tally_changed AFTER UPDATE OF source_id, published_at, language, duplicate_of ON article
    WHEN old.source_id <> new.source_id OR old.published_at IS NOT new.published_at
        OR old.language IS NOT new.language OR (old.duplicate_of IS NULL) <> (new.duplicate_of IS NULL)
    BEGIN
        INSERT INTO tally (source_id, day, language, articles, duplicates) VALUES (
            old.source_id, coalesce(substr(old.published_at, 1, 10), ''), coalesce(old.language, ''),
            -1, -(old.duplicate_of IS NOT NULL)), (
            new.source_id, coalesce(substr(new.published_at, 1, 10), ''), coalesce(new.language, ''),
            1, new.duplicate_of IS NOT NULL);
    END""",
    """CREATE TRIGGER tally_removed AFTER DELETE ON article BEGIN
        INSERT INTO tally (source_id, day, language, articles, duplicates) VALUES (
            old.source_id, coalesce(substr(old.published_at, 1, 10), ''), coalesce(old.language, ''),
            -1, -(old.duplicate_of IS NOT NULL));
    END""",
)

_POSTGRES = (
    """CREATE FUNCTION tally_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN
            INSERT INTO tally (source_id, day, language, articles, duplicates) VALUES (
                old.source_id, coalesce(to_char(old.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), ''),
                coalesce(old.language, ''), -1, -(old.duplicate_of IS NOT NULL)::int);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO tally (source_id, day, language, articles, duplicates) VALUES (
                new.source_id, coalesce(to_char(new.published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), ''),
                coalesce(new.language, ''), 1, (new.duplicate_of IS NOT NULL)::int);
        END IF;
        RETURN NULL;
    END $$""",
    "CREATE TRIGGER tally_added AFTER INSERT ON article FOR EACH ROW EXECUTE FUNCTION tally_note()",
    """CREATE TRIGGER tally_changed AFTER UPDATE OF source_id, published_at, language, duplicate_of ON article
    FOR EACH ROW WHEN (old.source_id <> new.source_id OR old.published_at IS DISTINCT FROM new.published_at
        OR old.language IS DISTINCT FROM new.language OR (old.duplicate_of IS NULL) <> (new.duplicate_of IS NULL))
    EXECUTE FUNCTION tally_note()""",
    "CREATE TRIGGER tally_removed AFTER DELETE ON article FOR EACH ROW EXECUTE FUNCTION tally_note()",
)

_TRIGGERS = ("tally_added", "tally_changed", "tally_removed")

_COUNT = {
    "sqlite": """INSERT INTO tally (source_id, day, language, articles, duplicates)
    SELECT source_id, coalesce(substr(published_at, 1, 10), ''), coalesce(language, ''), count(*), count(duplicate_of)
    FROM article GROUP BY 1, 2, 3""",
    "postgresql": """INSERT INTO tally (source_id, day, language, articles, duplicates)
    SELECT source_id, coalesce(to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), ''), coalesce(language, ''),
        count(*), count(duplicate_of)
    FROM article GROUP BY 1, 2, 3""",
}

_FOLD_POSTGRES = """
    WITH several AS (SELECT source_id, day, language FROM tally GROUP BY 1, 2, 3 HAVING count(*) > 1),
    gone AS (
        DELETE FROM tally USING several WHERE tally.source_id = several.source_id AND tally.day = several.day
            AND tally.language = several.language
        RETURNING tally.*)
    INSERT INTO tally (source_id, day, language, articles, duplicates)
    SELECT source_id, day, language, sum(articles), sum(duplicates) FROM gone GROUP BY 1, 2, 3
    HAVING sum(articles) <> 0"""
"""One statement sees one state: what others add meanwhile is neither summed nor deleted."""

_SUM_SQLITE = """
    INSERT INTO tally (source_id, day, language, articles, duplicates)
    SELECT source_id, day, language, sum(articles), sum(duplicates) FROM tally GROUP BY 1, 2, 3
    HAVING count(*) > 1"""
_SUMMED_SQLITE = """
    DELETE FROM tally WHERE id IN (
        SELECT old.id FROM tally AS new JOIN tally AS old
            ON old.source_id = new.source_id AND old.day = new.day AND old.language = new.language
        WHERE new.id > {mark} AND old.id <= {mark})"""
_NOTHING_SQLITE = "DELETE FROM tally WHERE id > {mark} AND articles = 0"
