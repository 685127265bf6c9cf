"""When a source is due, as the file says it: `auto`, an interval, or a five-field cron expression in UTC."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import GetCoreSchemaHandler, PlainSerializer, PlainValidator
from pydantic_core import CoreSchema, core_schema

from db.frozen import frozen

from .duration import Duration

EXPECTED = "expected 'auto', an interval such as '15m', or a cron expression such as '*/15 6-22 * * *'"

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


@frozen
class Cron:
    """A cron expression that APScheduler understands as cron does.

    APScheduler counts weekdays from Monday and cron from Sunday, so figures in the fifth field are held as names.
    """

    expression: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """ValueError says why not: wrong figures, not five fields, or a day that never comes."""
        fields = text.lower().split()
        if len(fields) != 5:
            raise ValueError(f"{EXPECTED} with five fields: minute hour day month weekday")
        cron = cls(" ".join([*fields[:4], _named_weekdays(fields[4])]))
        try:
            first = cron.trigger().get_next_fire_time(None, datetime.now(UTC))
        except ValueError as error:
            raise ValueError(f"{EXPECTED} (cron: {error})") from None
        if first is None:
            raise ValueError("expected a cron expression for a day that exists")
        return cron

    def trigger(self) -> Any:
        """A new `CronTrigger`, in UTC."""
        from apscheduler.triggers.cron import CronTrigger  # only who has such an expression pays for it

        return CronTrigger.from_crontab(self.expression, timezone=UTC)

    def __str__(self) -> str:
        return self.expression

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)


def parse_schedule(value: object) -> Literal["auto"] | Duration | Cron:
    if isinstance(value, Duration | Cron):
        return value
    if isinstance(value, str) and value.strip().lower() == "auto":
        return "auto"
    if isinstance(value, str) and len(value.split()) > 2:
        return Cron.parse(value)
    try:
        interval = Duration.parse(value)
    except ValueError:
        raise ValueError(EXPECTED) from None
    if not interval.seconds:
        raise ValueError("expected an interval longer than 0s")
    return interval


Schedule = Annotated[
    Literal["auto"] | Duration | Cron,
    PlainValidator(parse_schedule),
    PlainSerializer(str, when_used="json"),
]


def _named_weekdays(field: str) -> str:
    """`1-5` to `mon,tue,wed,thu,fri`; 0 and 7 are Sunday; what has no figures or isn't understood stays as it is."""
    if field == "*" or not any(char.isdigit() for char in field):
        return field
    days: set[int] = set()
    for part in field.split(","):
        numbers = _weekday_numbers(part)
        if numbers is None:
            return field
        days |= numbers
    return ",".join(WEEKDAYS[day] for day in sorted(days))


def _weekday_numbers(part: str) -> set[int] | None:
    span, _, step = part.partition("/")
    first, dash, last = span.partition("-")
    if span == "*":
        first, dash, last = "0", "-", "6"
    start, stop = _weekday(first), _weekday(last) if dash else _weekday(first)
    if start is None or stop is None or (step and (not step.isascii() or not step.isdigit() or not 0 < int(step) < 7)):
        return None
    if "/" in part and not step:
        return None
    if step and not dash:
        stop = 6
    if stop == 0 and start > 0:
        stop = 7
    if start > stop:
        return None
    return {day % 7 for day in range(start, stop + 1, int(step or 1))}


def _weekday(text: str) -> int | None:
    if text in WEEKDAYS:
        return WEEKDAYS.index(text)
    return int(text) if len(text) == 1 and text in "01234567" else None
