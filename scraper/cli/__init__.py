"""The command line: one small function a verb, no logic of its own. `main` turns errors into lines and exit codes."""

import gc

GARBAGE_AT = 150_000
"""Objects after which Python looks for garbage that refers to itself. The program starts with 120,000, all of which
stay; looking as often as Python does by itself costs a quarter of the start. What runs for long looks more often
(`stop`)."""

gc.set_threshold(GARBAGE_AT)  # before all that is imported

from scraper.cli.interrupt import ends_at_once  # noqa: E402

with ends_at_once():
    from scraper.cli.main import main

__all__ = ["main"]
