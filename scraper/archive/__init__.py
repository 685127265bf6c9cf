"""The raw archive: every response in a WARC file before anybody parses it."""

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
