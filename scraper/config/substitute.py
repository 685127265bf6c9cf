"""Values that stand elsewhere: `${VAR}` and `${VAR:-default}` in the environment, `database_file:` in a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .mask import mask_text
from .position import KeyPath

MAX_SECRET = 64 * 1024
"""Characters; a file that is longer isn't a password but a mix-up."""

_REFERENCE = re.compile(r"\$(?P<escaped>\$\{)|\$\{(?P<name>[A-Za-z_]\w*)(?::-(?P<default>[^}]*))?\}", re.ASCII)
_BROKEN = re.compile(r"(?<!\$)\$\{(?=[A-Za-z_])", re.ASCII)


@dataclass(slots=True)
class Substitution:
    """The tree with its references filled in, and what an error may show in place of a value that came so."""

    values: Any
    problems: list[tuple[KeyPath, str]] = field(default_factory=list)
    shown: dict[KeyPath, str] = field(default_factory=dict)


def substitute(values: Any, environ: Mapping[str, str]) -> Substitution:
    """`$${` stands for a literal `${`. A `$` alone, as at the end of a regular expression, is left alone."""
    done = Substitution(None)
    done.values = _walk(values, (), environ, done)
    return done


def read_secret(file: Path) -> str:
    """The content without the line end; ValueError says why it can't be read."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            text = stream.read(MAX_SECRET + 1)
    except OSError as error:
        raise ValueError(f"cannot read {str(file)!r}: {error.strerror or error}") from None
    except ValueError:
        raise ValueError(f"{str(file)!r} is not UTF-8 text") from None
    if len(text) > MAX_SECRET:
        raise ValueError(f"{str(file)!r} is too long for a secret")
    if not text.strip():
        raise ValueError(f"{str(file)!r} is empty")
    return text.rstrip("\r\n")


def _walk(value: Any, path: KeyPath, environ: Mapping[str, str], done: Substitution) -> Any:
    if isinstance(value, dict):
        return {key: _walk(item, (*path, key), environ, done) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item, (*path, index), environ, done) for index, item in enumerate(value)]
    if isinstance(value, str) and "${" in value:
        return _fill(value, path, environ, done)
    return value


def _fill(text: str, path: KeyPath, environ: Mapping[str, str], done: Substitution) -> str:
    missing: list[str] = []

    def fill(match: re.Match[str]) -> str:
        if match["escaped"]:
            return "${"
        found = environ.get(match["name"])
        if match["default"] is not None:
            return found or match["default"]
        if found is None:
            missing.append(match["name"])
        return found or ""

    filled = _REFERENCE.sub(fill, text)
    if _BROKEN.search(_REFERENCE.sub("", text)):
        done.problems.append((path, "expected '${NAME}' or '${NAME:-default}'; write '$${' for a literal '${'"))
    done.problems += [
        (path, f"the environment variable {name} is not set; set it, or write '${{{name}:-default}}'")
        for name in missing
    ]
    done.shown[path] = f"the value of {mask_text(text)!r}"
    return filled
