"""From file, environment and flags to a Config, or to all that is wrong with them at once."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from scraper.errors import ConfigError

from .document import Document, read_document
from .environment import overrides
from .locate import expanded, find_config, read_config
from .mistakes import duplicate_names, mistakes
from .position import KeyPath, Problem
from .settings import Config
from .substitute import Substitution, read_secret, substitute


def load_config(path: Path | None, *, environ: Mapping[str, str] = os.environ, database: str | None = None) -> Config:
    """Flags win over `DATELINE_*` variables, which win over the file.

    Paths in the file are relative to its folder, those of flags and variables to the current one.
    ConfigError holds every mistake, one line each, in the order of the file.
    """
    file = find_config(path, environ)
    text = read_config(file, expected=path is not None or bool(environ.get("DATELINE_CONFIG")))
    config, problems = _build(read_document(text), file, environ, database)
    if config is None:
        raise ConfigError([problem.text(str(file)) for problem in sorted(problems, key=lambda problem: problem.order)])
    return config


def _build(
    document: Document, file: Path, environ: Mapping[str, str], database: str | None
) -> tuple[Config | None, list[Problem]]:
    given, problems = overrides(environ, database)
    folder = file.absolute().parent
    problems += document.problems
    if document.problems and not document.values:
        return None, problems
    lines = document.lines
    values = {key: value for key, value in document.values.items() if key not in given}
    if "database" in given:
        values.pop("database_file", None)
    filled = substitute(values, environ)
    if _take_database_file(filled, folder):
        lines = lines.also(("database",), like=("database_file",))
    known = {problem.path for problem in problems if problem.origin} | {place for place, _ in filled.problems}
    problems += [Problem(place, message, lines.of(place)) for place, message in filled.problems]
    values = filled.values | {key: override.value for key, override in given.items()}
    problems += duplicate_names(values, lines)
    home = {key: Path.cwd() if key in given else folder for key in ("database", "archive")}
    try:
        config = Config.model_validate(values, context={"file": file, **home})
    except ValidationError as error:
        return None, problems + mistakes(error, lines, given, filled.shown, known)
    return (None if problems else config), problems


def _take_database_file(filled: Substitution, folder: Path) -> bool:
    """Put the content of the file that `database_file` names in place of `database`; False if there is none."""
    place: KeyPath = ("database_file",)
    file = filled.values.pop("database_file", None)
    if file is None or any(path == place for path, _ in filled.problems):
        return False
    if "database" in filled.values:
        filled.problems.append((place, "'database' is given as well; keep one of them"))
        return False
    try:
        if not isinstance(file, str) or not file.strip():
            raise ValueError("expected the name of a file that holds the database URL")
        filled.values["database"] = read_secret(folder / expanded(file))
    except ValueError as error:
        filled.problems.append((place, str(error)))
        return False
    filled.shown["database",] = f"the content of {file!r}"
    return True
