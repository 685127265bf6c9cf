"""Run as a program: the articles of the pages named, by the parser as plain Python, one `repr` a line."""

from __future__ import annotations

import sys
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_sources_in = FileFinder.path_hook((SourceFileLoader, SOURCE_SUFFIXES))


def only_sources(path: str) -> FileFinder:
    """A finder that sees no compiled module in our own folders."""
    if Path(path).is_relative_to(ROOT / "scraper"):
        return _sources_in(path)  # type: ignore[return-value]
    raise ImportError(path)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.path_hooks.insert(0, only_sources)
    sys.path_importer_cache.clear()

    from scraper.compiled import is_compiled
    from scraper.parse import parse

    assert not is_compiled()
    for page in sys.argv[1:]:
        print(repr(parse(Path(page).read_bytes(), f"https://news.example/{Path(page).stem}")))
