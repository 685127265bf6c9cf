"""From an error to one line on stderr and an exit code; never a traceback, unless somebody asks with -v."""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn

from db import DatabaseError
from db.errors import QueryError
from scraper.cli.app import app
from scraper.cli.verbs import import_verbs
from scraper.errors import ALLOW_MORE_FILES, TOO_MANY_FILES, ConfigError, DatelineError, NoMemoryError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

STDERR = 2
"""The number of the last of the three standard streams."""

log = logging.getLogger("dateline")


def main() -> None:
    """The console script."""
    _open_what_is_closed()
    _exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Do what the arguments say; the exit code of DESIGN 4."""
    try:
        return _do(arguments)
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
    except MemoryError:
        _say(f"dateline: {NoMemoryError()}")
        return NoMemoryError.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `dateline list | head`: whoever reads has seen enough
        _let_go_of_stdout()
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            _let_go_of_stdout()
            _say(
                f"dateline: {error.filename or 'what was printed'} can't be written: {error.strerror}; free some space"
            )
            return 3
        if _lacks_files(error):
            _say(f"dateline: too many files are open; {ALLOW_MORE_FILES}")
            return 3
        # a mistake of ours
        log.debug("internal error", exc_info=True)
        if not log.isEnabledFor(logging.DEBUG):
            _say("(the traceback: run the same command with `dateline -v ...`)")
        _say(f"dateline: internal error: {type(error).__name__}: {error}; please report it")
        return 1


def _lacks_files(error: BaseException | None) -> bool:
    """Also where ending the event loop has failed for it in its turn."""
    if isinstance(error, OSError) and error.errno in TOO_MANY_FILES:
        return True
    return error is not None and _lacks_files(error.__context__)


def _do(arguments: list[str]) -> int:
    """The exit code of the verb; what goes wrong beyond its usage is raised."""
    import_verbs(arguments, os.environ)
    code = 0
    try:
        app(arguments, prog_name="dateline", standalone_mode=True)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    sys.stdout.flush()  # a full disk shows here, or at the interpreter's end, where nobody could tell it
    return code


def _exit(code: int) -> NoReturn:
    """Whoever has work of his own in a thread has waited for it. What is left asks a name server that doesn't answer,
    and Python would wait for that, for a minute maybe."""
    if threading.active_count() > 1:
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError):
                stream.flush()
        os._exit(code)
    sys.exit(code)


def _open_what_is_closed() -> None:
    """Standard streams that whoever started us has closed lead nowhere. Else a file that we open would take the place
    of one, and what is printed would be written into it."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= STDERR:
        os.set_inheritable(number, True)
    os.close(number)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115  (until the end)
    sys.stderr = sys.stderr or open(STDERR, "w", closefd=False)  # noqa: SIM115


def _let_go_of_stdout() -> None:
    """What is still in its buffer would be tried once more at the interpreter's end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str) -> None:
    print(line, file=sys.stderr)
