"""A part of the configuration: frozen, knows all its keys, and never shows a secret.

A key is an annotated attribute. Its type says how its value is read: by the `Check` that stands on it; a tuple takes a
list of what its items take, another part takes keys and values, and `| None` lets a value be nothing. pydantic can do
this and more; to import it and build its schemas took a third of a pass that finds nothing new.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, field
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, Union, dataclass_transform, get_args, get_origin

from .mask import mask_tree
from .position import KeyPath, written

NOWHERE: Mapping[str, Path] = MappingProxyType({})


class Beside(NamedTuple):
    """What is known where a value is read: the keys of its part that stand before it and are right, and what a relative
    path in it is relative to."""

    keys: Mapping[str, Any]
    home: Path


class Finding(NamedTuple):
    """A mistake. `path`: from the part that was read."""

    path: KeyPath
    kind: Literal["missing", "unknown", "wrong"]
    value: object
    error: ValueError


class InvalidError(ValueError):
    """All that is wrong with a part. Its text shows no value, which may be a secret."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{written(one.path)}: {one.error}" for one in self.findings))


class Check:
    """On a type: `read` makes of what the file holds what the type says, or raises ValueError."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def __call__(self, value: object, beside: Beside) -> Any:
        return self._read(value)


class CheckBeside(Check):
    """The same with a `read` that is told, too, what is known there."""

    def __init__(self, read: Callable[[Any, Beside], Any]) -> None:
        self._read_beside = read

    def __call__(self, value: object, beside: Beside) -> Any:
        return self._read_beside(value, beside)


class Before(Check):
    """Before the type itself is asked."""


class BeforeBeside(CheckBeside, Before):
    pass


class After(Check):
    """Once the type has read it."""


Read = Callable[[object, Beside], Any]


class _Key(NamedTuple):
    read: Read
    default: Callable[[], Any] | None
    """What an absent key holds, to be read like a value of the file; None where it must be there."""


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=True, field_specifiers=(field,))
class Model:
    """Masked wherever it may be printed. Made in code, it reads its values as those of a file."""

    keys: ClassVar[Mapping[str, _Key]] = {}

    def __init_subclass__(cls) -> None:
        cls.keys = {
            name: _Key(_reader(kind), _default(cls.__dict__.get(name, MISSING)))
            for name, kind in cls.__annotations__.items()
        }

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(self.read(values).__dict__)

    @classmethod
    def read(cls, values: object, homes: Mapping[str, Path] = NOWHERE) -> Self:
        """`homes`: for each key that holds a path, what a relative one is relative to. Raises ValueError,
        InvalidError where it can tell all that is wrong."""
        if isinstance(values, cls):
            return values
        if not isinstance(values, dict):
            raise ValueError("expected keys and values")
        found: dict[str, Any] = {}
        findings: list[Finding] = []
        for name, key in cls.keys.items():
            if name not in values and key.default is None:
                findings.append(Finding((name,), "missing", None, ValueError("missing")))
                continue
            value = values[name] if name in values else key.default()  # type: ignore[misc]
            try:
                found[name] = key.read(value, Beside(found, homes.get(name, Path())))
            except ValueError as error:
                findings += _within(error, name, value)
        for name in values:
            if name not in cls.keys:
                findings.append(Finding((name,), "unknown", values[name], ValueError("unknown key")))
        if findings:
            raise InvalidError(findings)
        made = cls.__new__(cls)
        made.__dict__.update(found, _given=frozenset(values))
        made.check()
        return made

    def check(self) -> None:
        """Whether the keys go together. Raises ValueError."""

    @property
    def given(self) -> frozenset[str]:
        """The keys that were set, if only to their defaults."""
        found: frozenset[str] = self.__dict__["_given"]
        return found

    def plain(self) -> dict[str, Any]:
        """The effective settings, ready for JSON."""
        return {name: _plain(getattr(self, name)) for name in self.keys}

    def masked(self) -> dict[str, Any]:
        """The same with `***` for each password and credential."""
        shown = mask_tree(self.plain())
        assert isinstance(shown, dict)
        return shown

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.masked().items())})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.keys)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} can't be set")


def _default(value: Any) -> Callable[[], Any] | None:
    if isinstance(value, Field):
        return value.default_factory if value.default_factory is not MISSING else None
    return None if value is MISSING else lambda: value


def _reader(kind: Any) -> Read:
    """How a value of this type is read."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _in_turn(kind, [step for step in parts[1:] if isinstance(step, Check)])
    if origin in (Union, UnionType):
        (other,) = (part for part in parts if part is not NoneType)
        read = _reader(other)
        return lambda value, beside: None if value is None else read(value, beside)
    if origin is tuple:
        item = _reader(parts[0])
        return lambda value, beside: _items(value, item, beside)
    if isinstance(kind, type) and issubclass(kind, Model):
        part: type[Model] = kind
        return lambda value, beside: part.read(value)
    raise TypeError(f"{kind} has no Check")


def _in_turn(kind: Any, steps: list[Check]) -> Read:
    """A check reads the value in the type's stead, but for those before and after the type."""
    before = [step for step in steps if isinstance(step, Before)]
    after = [step for step in steps if isinstance(step, After)]
    instead = [step for step in steps if not isinstance(step, Before | After)]
    turns: list[Read] = [*before, instead[-1] if instead else _reader(get_args(kind)[0]), *after]
    if len(turns) == 1:
        return turns[0]

    def read(value: object, beside: Beside) -> Any:
        for turn in turns:
            value = turn(value, beside)
        return value

    return read


def _items(value: object, read: Read, beside: Beside) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("expected a list")
    found: list[Any] = []
    findings: list[Finding] = []
    for index, item in enumerate(value):
        try:
            found.append(read(item, beside))
        except ValueError as error:
            findings += _within(error, index, item)
    if findings:
        raise InvalidError(findings)
    return tuple(found)


def _within(error: ValueError, step: str | int, value: object) -> list[Finding]:
    """What is wrong there, seen from one step above."""
    if isinstance(error, InvalidError):
        return [one._replace(path=(step, *one.path)) for one in error.findings]
    return [Finding((step,), "wrong", value, error)]


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.plain()
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, re.Pattern):
        return value.pattern
    return value if value is None or isinstance(value, str | int | float) else str(value)
