"""Which module has a verb: a run of the program imports the one that it was asked for, and starts in half the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module

MODULES = {
    "add": "add",
    "archive": "archive",
    "config": "setup",
    "crawl": "crawl",
    "db": "operate",
    "demo": "demo",
    "diff": "identity",
    "doctor": "setup",
    "export": "export",
    "init": "setup",
    "list": "read",
    "parse": "parse",
    "reparse": "reparse",
    "run": "crawl",
    "search": "read",
    "serve": "serve",
    "show": "read",
    "sql": "read",
    "stats": "stats",
    "status": "status",
    "template": "template",
    "unlink": "identity",
    "why": "why",
    "worker": "worker",
}

WITH_VALUE = frozenset({"--config", "-c", "--db", "--log-format"})
"""Options before the verb that take the next word."""

COMPLETION = "_DATELINE_COMPLETE"
"""Set by the shell that asks what may follow."""


def import_verbs(arguments: Sequence[str], environ: Mapping[str, str]) -> None:
    """Import what these arguments need; each module adds its verbs to `app`."""
    for module in modules_for(arguments, environ):
        import_module(f"scraper.cli.{module}")


def modules_for(arguments: Sequence[str], environ: Mapping[str, str]) -> list[str]:
    """The verb's module; all of them for `--help`, a mistyped verb, or a shell's question."""
    found = MODULES.get(verb_in(arguments) or "")
    return [found] if found and COMPLETION not in environ else sorted(set(MODULES.values()))


def verb_in(arguments: Sequence[str]) -> str | None:
    """The first word that is no option and no option's value."""
    words = iter(arguments)
    for word in words:
        if not word.startswith("-"):
            return word
        if word in WITH_VALUE:
            next(words, None)
    return None
