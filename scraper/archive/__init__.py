"""The raw archive: every response in a WARC file before anybody parses it."""

from scraper.archive.folder import check_folder
from scraper.archive.reader import read_capture
from scraper.archive.writer import Capture, WarcWriter

__all__ = ["Capture", "WarcWriter", "check_folder", "read_capture"]
