"""Settings: config.yaml, `DATELINE_*` variables and flags, read into frozen models.

`load_config` gives a Config or a ConfigError that lists every mistake with its line.
"""

from .contact import has_contact
from .database import database_url
from .duration import Duration
from .example import example, write_example
from .load import load_config
from .locate import find_config
from .schedule import Cron
from .settings import Config, Limits, Politeness
from .show import as_yaml
from .source import Rules, Source

__all__ = [
    "Config",
    "Cron",
    "Duration",
    "Limits",
    "Politeness",
    "Rules",
    "Source",
    "as_yaml",
    "database_url",
    "example",
    "find_config",
    "has_contact",
    "load_config",
    "write_example",
]
