"""What the index knows of a revision besides its words: its source, language, day, section and authors, and on Postgres
its number.

Each is a lexeme that no text can hold, so a filter is one more word to look for, and the database goes through no
matches that it has to leave out. Spans, of days and of numbers, are looked for by few lexemes: what is indexed stands
there at several precisions, and a span is covered by coarse ones (after Schindler and Diepenbroek, "Generic
XML-based framework for metadata portals", 2008; Lucene's numeric fields).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

from db.frozen import frozen
from db.search.words import is_unspaced, lexemes, respelled, split

FACT = "\ue000"
"""Begins these lexemes; no word of a text can hold it."""

PLACED = {"title": "\ue001", "lead": "\ue002"}
"""Begin the lexemes that say on Postgres which words stand there; its index knows a text's words, not their places."""

SHIFTS = (10, 13, 16, 19, 22)
"""Precisions of a revision's number, in bits that are left out: blocks of a thousand, of eight thousand, and so on."""

BLOCK = 1 << SHIFTS[0]

FEW = 6
"""Blocks that a span of numbers is covered by, of the finest precision that it takes no more of."""

MOST_YEARS = 80
"""Of a span; a longer one is left to the articles' own times."""

MOST_OF_NAME = 12
"""Words of an author's name; what is longer is none."""

NAMES_KNOWN = 1024
"""Authors, and as many sections, whose lexemes are kept: a source has few, and they come again and again."""

_DAY = timedelta(days=1)
_BESIDE = "\ue003"
"""Parts two words of a name that stand side by side."""


@frozen
class Fact:
    """Lexemes that must all be there; `is_prefix`: the last one is only a beginning."""

    lexemes: tuple[str, ...]
    is_prefix: bool = False


Group = Sequence[Fact]
"""Facts of which one must be true."""


def any_of(lexemes: Iterable[str]) -> Group:
    return [Fact((lexeme,)) for lexeme in lexemes]


def of_article(
    source_id: int, language: str | None, published_at: datetime | None, section: str | None, authors: Iterable[str]
) -> tuple[str, ...]:
    """All that is indexed of an article besides its words, each lexeme once."""
    found = [of_source(source_id)]
    found += [of_language(language)] if language else []
    found += of_time(published_at) if published_at else []
    found += [of_section(section)] if section else []
    found += [lexeme for author in authors for lexeme in of_author(author)]
    return tuple(dict.fromkeys(found))


def of_source(source_id: int) -> str:
    return f"{FACT}s{source_id}"


def of_language(language: str) -> str:
    return f"{FACT}l{language}"


@lru_cache(maxsize=NAMES_KNOWN)
def of_section(section: str) -> str:
    """In a form that any name has; case doesn't count."""
    plain = " ".join(section.casefold().split())
    return f"{FACT}c{blake2b(plain.encode(), digest_size=8).hexdigest()}"


@lru_cache(maxsize=NAMES_KNOWN)
def of_author(name: str) -> tuple[str, ...]:
    """Each word of the name, and each two that stand side by side."""
    words = lexemes(name, None, MOST_OF_NAME)
    return (*map(_name, words), *map(_names, pairwise(words)))


def by_author(typed: str) -> Group:
    """Who has these words side by side in a name; `*` at the end: the last one is only a beginning. Empty: nobody."""
    found = []
    for words in respelled(tuple(split(typed)[:MOST_OF_NAME])):
        run, is_prefix = lexemes(" ".join(words), None), typed.rstrip().endswith("*")
        if words and is_unspaced(words[-1]):  # the last sign by itself says that the name ends there
            run, is_prefix = run[:-1] or run, len(words[-1]) == 1
        if run:
            told = [_names(pair) for pair in pairwise(run)] or [_name(run[0])]
            found.append(Fact(tuple(told), is_prefix))
    return list(dict.fromkeys(found))


def of_time(moment: datetime) -> list[str]:
    """Its UTC year, month and day."""
    day = moment.astimezone(UTC).date()
    return [_year(day), _month(day), _one_day(day)]


def of_number(revision_id: int) -> list[str]:
    """The block that the number is in, at each precision."""
    return [_block(shift, revision_id >> shift) for shift in SHIFTS]


def span_of_time(since: datetime, until: datetime) -> list[str] | None:
    """The lexemes of the UTC days that the span touches (`until` is excluded); None: too long a span."""
    first = since.astimezone(UTC).date()
    last = (until.astimezone(UTC) - timedelta(microseconds=1)).date()
    too_long = last.year - first.year >= MOST_YEARS or last.year == date.max.year
    return None if too_long else list(_days(first, last))


def within(since: datetime | None, until: datetime | None, first: date, last: date) -> list[str] | None:
    """The lexemes of a span that may be open, in an archive from the day `first` to the day `last`, as few as can be.

    Empty where it holds no day of these; None: too long a span.
    """
    if last.year == date.max.year:
        return None
    if (since and since >= _midnight(last) + _DAY) or (until and until <= _midnight(first)) or _is_none(since, until):
        return []
    begins = {date(first.year, 1, 1), first.replace(day=1), first}
    ends = {date(last.year, 12, 31), _after_month(last) - _DAY, last}
    spans = [
        span_of_time(max(since or begin, begin), min(until or end, end))
        for begin in map(_midnight, begins)
        for end in (_midnight(day) + _DAY for day in ends)
    ]
    return min((span for span in spans if span is not None), key=len, default=None)


def is_of_days(bound: datetime | None) -> bool:
    """Whether a span that begins or ends there holds whole UTC days only; one that is open does."""
    return bound is None or bound.astimezone(UTC).time() == time()


def span_of_numbers(low: int, high: int) -> list[str]:
    """The lexemes of a few blocks that hold the numbers from `low` to `high - 1`, and perhaps others around them.

    Postgres goes through what is rarer, the word or the blocks: of many small ones it would go through each.
    """
    shift = next((one for one in SHIFTS if ((high - 1) >> one) - (low >> one) < FEW), SHIFTS[-1])
    return [_block(shift, number) for number in range(low >> shift, ((high - 1) >> shift) + 1)]


def of_numbers_from(low: int, high: int) -> list[str]:
    """The same with none below the block of `low`, at the price of more lexemes: fine ones first, then coarser ones."""
    found: list[str] = []
    at, end = low >> SHIFTS[0], (high - 1) >> SHIFTS[0]
    for shift, coarser in pairwise(SHIFTS):
        step = coarser - shift
        while at <= end and at & ((1 << step) - 1):
            found.append(_block(shift, at))
            at += 1
        if at > end:
            return found
        at, end = at >> step, end >> step
    return [*found, *(_block(SHIFTS[-1], number) for number in range(at, end + 1))]


def beginning(number: int, width: int) -> int:
    """Where the coarsest block that is no wider than half of `width` begins that holds the number."""
    shift = max((one for one in SHIFTS if 2 << one <= width), default=SHIFTS[0])
    return number >> shift << shift


def _name(word: str) -> str:
    return f"{FACT}a{word}"


def _names(pair: tuple[str, str]) -> str:
    return _name(_BESIDE.join(pair))


def _is_none(since: datetime | None, until: datetime | None) -> bool:
    return since is not None and until is not None and since >= until


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _days(first: date, last: date) -> Iterator[str]:
    at = first
    while at <= last:
        year, month = _after_year(at), _after_month(at)
        if at.month == at.day == 1 and year - _DAY <= last:
            yield _year(at)
            at = year
        elif at.day == 1 and month - _DAY <= last:
            yield _month(at)
            at = month
        else:
            yield _one_day(at)
            at += _DAY


def _year(day: date) -> str:
    return f"{FACT}y{day.year:04}"


def _month(day: date) -> str:
    return f"{FACT}m{day.year:04}{day.month:02}"


def _one_day(day: date) -> str:
    return f"{FACT}d{day.year:04}{day.month:02}{day.day:02}"


def _block(shift: int, number: int) -> str:
    return f"{FACT}b{shift}x{number:x}"


def _after_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


def _after_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
