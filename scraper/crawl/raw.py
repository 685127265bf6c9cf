"""The archive's writer, set up as the configuration says."""

from __future__ import annotations

import json

from scraper.archive import WarcWriter
from scraper.config import Config
from scraper.version import __version__


def open_writer(config: Config) -> WarcWriter | None:
    """None where no archive is kept."""
    if config.archive is None:
        return None
    return WarcWriter(
        config.archive, warc_info(config), max_size=config.warc.max_size, max_age=config.warc.max_age.timedelta
    )


def warc_info(config: Config) -> dict[str, str]:
    """The fields of `warcinfo`: who crawls, with what, and how it is set up. Nothing that may hold a secret."""
    setup = {
        "politeness": config.politeness.model_dump(mode="json"),
        "limits": config.limits.model_dump(mode="json"),
        "sources": {source.name: source.url for source in config.sources},
    }
    info = {
        "software": f"dateline/{__version__}",
        "http-header-user-agent": config.user_agent,
        "robots": "obey" if config.politeness.robots else "ignore",
        "configuration": json.dumps(setup, ensure_ascii=False),
    }
    return {**info, "operator": config.contact} if config.contact else info
