"""The raw archive: every response in a WARC file before anybody parses it.

Who only writes imports no more than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scraper.on_demand import names_from

if TYPE_CHECKING:
    from scraper.archive.exchange import Exchange, Original
    from scraper.archive.files import Files
    from scraper.archive.folder import check_folder
    from scraper.archive.reader import Captured, read_capture
    from scraper.archive.repair import repair_folder
    from scraper.archive.store import Store
    from scraper.archive.writer import Capture, WarcWriter

__all__ = [
    "Capture",
    "Captured",
    "Exchange",
    "Files",
    "Original",
    "Store",
    "WarcWriter",
    "check_folder",
    "read_capture",
    "repair_folder",
]

__getattr__ = names_from(
    __name__,
    {
        "Capture": "writer",
        "Captured": "reader",
        "Exchange": "exchange",
        "Files": "files",
        "Original": "exchange",
        "Store": "store",
        "WarcWriter": "writer",
        "check_folder": "folder",
        "read_capture": "reader",
        "repair_folder": "repair",
    },
)
