"""Handing the archive out, article by article in the order of their ids, without ever holding more than a batch.

rows: what is exported    lines: JSONL, CSV, JSON-LD    parquet: a folder partitioned by month and source
feeds: Atom, JSON Feed    opml: the sources             package: the datapackage.json that describes it
"""

from db.export.rows import COLUMNS, Selection, exported
from db.export.write import Format, export

__all__ = ["COLUMNS", "Format", "Selection", "export", "exported"]
