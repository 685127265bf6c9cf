"""Where in the file a value stands, and what is wrong there: one line for a person."""

from collections.abc import Mapping

from db.frozen import frozen

KeyPath = tuple[str | int, ...]
"""The way to a value, as in `("sources", 2, "name")`."""


def written(path: KeyPath) -> str:
    """`sources[2].name`."""
    parts = []
    for step in path:
        if isinstance(step, int):
            parts.append(f"[{step}]")
        else:
            parts.append(f".{step[:60]}" if parts else step[:60])
    return "".join(parts)


def printable(text: str) -> str:
    """Without what would break the line or play with the terminal: `\\n` for a line end."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


@frozen
class Problem:
    """One mistake. `origin` is the flag or the variable, where it isn't the file's fault."""

    path: KeyPath
    message: str
    line: int | None = None
    column: int | None = None
    origin: str | None = None

    def text(self, file: str) -> str:
        """`config.yaml:14: sources[2].schedul: unknown key`, or `DATELINE_ARCHIVE: expected a folder`."""
        if self.origin is not None:
            return printable(f"{self.origin}: {self.message}")
        place = ":".join([file, *(str(number) for number in (self.line, self.column) if number is not None)])
        return printable(": ".join(part for part in (place, written(self.path), self.message) if part))

    @property
    def order(self) -> tuple[bool, int, int]:
        """By line; what is not of the file comes last."""
        return self.origin is not None, self.line or 0, self.column or 0


@frozen
class Lines:
    """The line of each key and list item, counted from 1."""

    numbers: Mapping[KeyPath, int]

    def of(self, path: KeyPath) -> int:
        """The line of the value, or of the nearest thing around it that is in the file."""
        while path and path not in self.numbers:
            path = path[:-1]
        return self.numbers.get(path, 1)

    def also(self, path: KeyPath, *, like: KeyPath) -> "Lines":
        """With `path`, which the file says by another key."""
        return Lines({**self.numbers, path: self.of(like)})

    def nearest_item(self, path: KeyPath) -> KeyPath:
        """Without the indexes of lists that the file wrote as one value: `feeds[0]` is `feeds` there."""
        found: KeyPath = ()
        for step in path:
            if not isinstance(step, int) or (*found, step) in self.numbers:
                found = (*found, step)
        return found
