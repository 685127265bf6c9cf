"""The models in SQLite's words, from which a new archive is made: SQLAlchemy takes longer to import than all that.

`python -m db.ddl > db/schema.sql` writes them, after a change of `db/schema.py`.
"""

from __future__ import annotations

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from db.schema import metadata


def statements() -> str:
    """Of all tables, each with its indexes; between statements there is a blank line."""
    dialect = SQLiteDialect_pysqlite()

    def worded(element: ExecutableDDLElement) -> str:
        lines = str(element.compile(dialect=dialect)).strip().expandtabs(4).splitlines()
        return "\n".join([line.rstrip() for line in lines])

    said = []
    for table in metadata.sorted_tables:
        said.append(worded(CreateTable(table)))
        said += sorted(worded(CreateIndex(index)) for index in table.indexes)
    return ";\n\n".join(said) + ";\n"


if __name__ == "__main__":
    print(statements(), end="")
