"""The command line: one small function a verb, no logic of its own. `main` turns errors into lines and exit codes."""

from scraper.cli.main import main

__all__ = ["main"]
