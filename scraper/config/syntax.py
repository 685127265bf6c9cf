"""What ruamel.yaml says of a broken file, told to a person who doesn't know YAML's grammar."""

import re

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .position import Problem

_TEXTS: tuple[tuple[str, str], ...] = (
    (r"mapping values are not allowed", "a ':' is not expected here; indent as the lines above do, or quote the value"),
    (r"could not find expected ':'", "expected a ':' after the key"),
    (r"unknown escape character", "a backslash in double quotes is an escape; write '...' around regular expressions"),
    (r"expected escape sequence", "a backslash in double quotes is an escape; write '...' around regular expressions"),
    (r"unexpected end of stream|found unexpected document separator", "expected the closing quote"),
    (r"expected ',' or '\]'", "expected ',' or ']'"),
    (r"expected ',' or '\}'", "expected ',' or '}'"),
    (r"expected <block end>, but found '-'", "expected a key, got a '-'; indent as the lines above do"),
    (r"expected <block end>, but found '\?'", "expected '- ' as in the list above, got a key"),
    (r"expected <block end>", "expected a key at the same indentation as the keys above"),
    (r"expected '<document start>'", "expected a key at the same indentation as the first one"),
    (r"sequence entries are not allowed", "a '-' is not expected here; begin the list in a new line"),
    (r"undefined alias", "a '*' in front is an alias, and no anchor (&) above has that name; put the value in quotes"),
    (r"another document", "expected one document; take the '---' out"),
    (r"end marker", "expected nothing after '...', which ends the document; take it out"),
    (r"mapping keys are not allowed", "a '?' is not expected here; put the value in quotes"),
    (
        r"cannot start any token|indentation indicators|scanning an? (alias|anchor|directive|tag)|parsing an? tag",
        "expected a value; put it in quotes, as it starts with a special character",
    ),
    (r"expected the node content|expected a comment or a line break", "expected a value"),
)


def explain(error: MarkedYAMLError, text: str) -> Problem:
    """One problem with line and column, both counted from 1."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if tab := _tab(text, line):
        return Problem((), "a tab; YAML takes spaces only", line=tab[0], column=tab[1])
    said = f"{error.problem or ''} {error.context or ''}".strip()
    message = next((ours for theirs, ours in _TEXTS if re.search(theirs, said)), f"not YAML: {said.splitlines()[0]}")
    opened = error.context_mark
    if opened and opened.line + 1 < line and message.startswith(("expected the closing", "expected ',' or")):
        message += f" for what opens in line {opened.line + 1}"
    return Problem((), message, line=line, column=column)


def without_mark(error: YAMLError, text: str) -> Problem:
    """A character that YAML forbids altogether, such as a NUL."""
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return Problem((), "not YAML", line=1)
    before = text[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1) + 1
    return Problem((), "a control character; YAML takes none", line=line, column=column)


def _tab(text: str, line: int) -> tuple[int, int] | None:
    """Line and column of a tab in the indentation or after the ':' of the line that broke, or of the one before."""
    lines = text.splitlines()
    for number in (line, line - 1):
        if 1 <= number <= len(lines) and (match := re.match(r"[ ]*(?:[^\s'\"#:]+:[ ]*)?(?=\t)", lines[number - 1])):
            return number, match.end() + 1
    return None
