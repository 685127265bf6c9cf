"""From an error to one line on stderr and an exit code; never a traceback, unless somebody asks with -v."""

from __future__ import annotations

import logging
import os
import sys

from db import DatabaseError
from db.errors import QueryError
from scraper.cli.app import app
from scraper.cli.verbs import import_verbs
from scraper.errors import ConfigError, DatelineError

log = logging.getLogger("dateline")


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Do what the arguments say; the exit code of DESIGN 4."""
    try:
        import_verbs(arguments, os.environ)
        app(arguments, prog_name="dateline", standalone_mode=True)
    except SystemExit as end:
        return _code(end)
    except ConfigError as error:
        for problem in error.problems:
            _say(problem)
        return error.exit_code
    except DatelineError as error:
        _say(f"dateline: {error}")
        return error.exit_code
    except QueryError as error:
        _say(f"dateline: {error}")
        return 2
    except DatabaseError as error:
        _say(f"dateline: {error}")
        return 3
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `dateline list | head`: whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # a mistake of ours
        log.debug("internal error", exc_info=True)
        if not log.isEnabledFor(logging.DEBUG):
            _say("(the traceback: run the same command with `dateline -v ...`)")
        _say(f"dateline: internal error: {type(error).__name__}: {error}; please report it")
        return 1
    return 0


def _code(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else 0 if end.code is None else 1


def _say(line: str) -> None:
    print(line, file=sys.stderr)
