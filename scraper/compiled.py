"""Whether the busiest modules run as machine code, which setup.py makes of them, and whether it is up to date."""

from __future__ import annotations

from pathlib import Path

import db
from scraper.parse import tokens

_PACKAGES = (Path(__file__).parent, Path(db.__file__).parent)


def is_compiled() -> bool:
    """All are or none is."""
    return not tokens.__file__.endswith(".py")


def outdated() -> list[Path]:
    """Files of a checkout that have changed since they were compiled, and what was compiled of files that no longer
    are: Python runs them as they were."""
    typed = [file for types in _files("*.pxd") for file in (types, types.with_suffix(".py"))]
    sources = sorted([*typed, *_files("*.pyx")])
    changed = [
        file
        for file in sources
        for built in file.parent.glob(f"{file.stem}.*.so")
        if file.is_file() and built.stat().st_mtime < file.stat().st_mtime
    ]
    compiled = {file.with_suffix("") for file in sources}
    left = [built for built in _files("*.so") if built.parent / built.name.partition(".")[0] not in compiled]
    return changed + (sorted(left) if sources else [])


def _files(pattern: str) -> list[Path]:
    return [file for package in _PACKAGES for file in package.rglob(pattern)]
