"""What the shell offers after a TAB."""

from __future__ import annotations

from scraper.errors import DatelineError


def source_names(incomplete: str) -> list[str]:
    """The sources of the configuration in the current folder; none where there is no valid one."""
    from scraper.config import load_config

    try:
        return [source.name for source in load_config(None).sources if source.name.startswith(incomplete)]
    except DatelineError:
        return []
