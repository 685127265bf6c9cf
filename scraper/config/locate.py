"""Finds config.yaml and reads its text."""

from collections.abc import Mapping
from pathlib import Path

from scraper.errors import ConfigError

FILE_NAME = "config.yaml"


def find_config(path: Path | None, environ: Mapping[str, str]) -> Path:
    """The flag, else `DATELINE_CONFIG`, else config.yaml in the current folder."""
    named = environ.get("DATELINE_CONFIG", "")
    if path is None and not named:
        return Path(FILE_NAME)
    return expanded(path if path is not None else named)


def expanded(path: str | Path) -> Path:
    """`~` as the home folder; where nobody knows one, as under a numeric user in a container, a name like any other."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def read_config(file: Path, *, expected: bool) -> str:
    """The text; `expected` when a person named the file. ConfigError when there is none or it can't be read."""
    try:
        return _decoded(file.read_bytes(), file)
    except FileNotFoundError:
        if expected:
            raise ConfigError([f"{file}: no such file; check the path, or run `dateline init`"]) from None
        raise ConfigError([f"no {FILE_NAME} here: run `dateline init`"]) from None
    except IsADirectoryError:
        raise ConfigError([f"{file}: is a folder; name the file in it, as in '{file / FILE_NAME}'"]) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ConfigError([f"{file}: cannot be read: {reason}"]) from None


def _decoded(content: bytes, file: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"byte 0x{content[error.start]:02x}"
        raise ConfigError([f"{file}:{line}: not UTF-8 ({found}); save the file as UTF-8"]) from None
