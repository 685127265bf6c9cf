"""A length of time as people write it: `90s`, `15m`, `2h`, `1d`, `1h30m`, or a bare number of seconds."""

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

UNITS = {"w": 604_800, "d": 86_400, "h": 3_600, "m": 60, "s": 1}
"""Seconds a unit, longest first."""

LONGEST_S = 100 * 365 * 86_400
"""A hundred years: beyond that it's a typing mistake, and dates overflow."""

EXPECTED = "expected a duration such as '90s', '15m', '2h' or '1d'"

_PART = re.compile(r"(\d+(?:\.\d+)?)\s*([wdhms])", re.ASCII)
_WHOLE = re.compile(rf"(?:{_PART.pattern}\s*)+", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """Never negative, exact to the millisecond; `Duration.parse(str(d)) == d`."""

    seconds: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.seconds) and 0 <= self.seconds <= LONGEST_S):
            raise ValueError(f"{EXPECTED}, from 0 to 100 years")
        object.__setattr__(self, "seconds", round(float(self.seconds), 3))

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read what the file holds; ValueError says what was expected."""
        if isinstance(value, cls):
            return value
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(EXPECTED)
        if not isinstance(value, str):
            return cls(_number(value))
        text = value.strip().lower()
        if _WHOLE.fullmatch(text):
            return cls(sum(float(number) * UNITS[unit] for number, unit in _PART.findall(text)))
        return cls(_number(text))

    @property
    def timedelta(self) -> timedelta:
        return timedelta(seconds=self.seconds)

    def __str__(self) -> str:
        """In the longest unit that divides it: `90m`, not `1h30m` or `5400s`."""
        if not self.seconds:
            return "0s"
        for unit, size in UNITS.items():
            if unit != "w" and self.seconds % size == 0:
                return f"{int(self.seconds // size)}{unit}"
        return f"{self.seconds:.3f}".rstrip("0") + "s"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema(when_used="json")
        )


def _number(value: float | str) -> float:
    try:
        return float(value)
    except (ValueError, OverflowError):
        raise ValueError(EXPECTED) from None
