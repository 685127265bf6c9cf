"""Learning a site's template from observations of its pages. Pure: the same observations, the same template.

A line is boilerplate when it recurs over articles whose other text differs, on more than one day, and always in the
same kind of place. Pages that share most of their text tell one story, and count once: a wire copy teaches nothing, nor
does the next version of a live blog.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scraper.parse.agencies import is_agency
from scraper.parse.template import LearnedLine, Template
from scraper.parse.template_observe import Observation

LEAST = 10
"""Stories that it takes to learn anything."""

OFTEN = 0.5
"""A line on so many of the stories is boilerplate wherever it stands."""

AT_AN_END = 0.3
"""A line on fewer is, if it stands before or behind all that is an article's own; weather and market reports, which
open with the same words each day, are rarely so many."""

IN_A_BOX = 0.15
"""... or in a place that holds hardly anything but such lines."""

FEWEST = 3
"""Stories that a line must recur on, however few there are."""

SAME_PLACE = 0.8
"""Share of a line's occurrences that must stand in one place."""

SAME_STORY = 0.5
"""Share of the smaller text's letters, without lines that most pages have; more in common, and it is one story."""

NEARLY_ALL = 0.7
"""The same with those lines, for it may be one story that most pages tell."""

FILLED = 0.7
"""Share of a container's letters that must be text."""

LONG = 60
"""Letters; such lines tell stories apart."""

SHORT = 60
"""Letters; a closing line that is longer is a notice and no signature."""

MAX_LEARNED = 500
"""Lines in a template at most; the most frequent ones are kept."""


@dataclass(slots=True)
class _Seen:
    """One line over all pages: on which stories, where, at which end of the text."""

    stories: set[int] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    places: Counter[str] = field(default_factory=Counter)
    samples: Counter[str] = field(default_factory=Counter)
    inside: int = 0
    opens: int = 0
    closes: int = 0


def learn_template(
    observations: Sequence[Observation], previous: Template | None = None, today: str = "", least: int = LEAST
) -> Template:
    """The template of a site by its newest pages. `previous`: keeps since when a line is known; `today`: ISO 8601.

    Each language is looked at by itself, and must bring `least` stories: a site writes its notices in all of them.
    """
    by_language: dict[str, list[Observation]] = defaultdict(list)
    for page in observations:
        by_language[page.language].append(page)
    stories = _stories(observations)
    number = len(set(stories))
    fewest = min(FEWEST, least)
    known = previous.lines if previous else {}
    lines: dict[int, LearnedLine] = {}
    for pages in by_language.values():
        for hash_, line in _learned_lines(pages, known, today, least, fewest).items():
            in_another = lines[hash_].stories if hash_ in lines else 0
            lines[hash_] = replace(line, stories=line.stories + in_another)
    most = dict(sorted(lines.items(), key=lambda item: (-item[1].stories, item[0]))[:MAX_LEARNED])
    if number < least:
        return Template(pages=len(observations), stories=number)
    signature = _signature(most, number)
    return Template(
        pages=len(observations),
        stories=number,
        lines={hash_: line for hash_, line in most.items() if line.text != signature},
        dateline=_dateline(observations, stories, number, fewest),
        signature=signature,
        container=_container(observations, stories, number),
    )


def _learned_lines(
    pages: Sequence[Observation], known: Mapping[int, LearnedLine], today: str, least: int, fewest: int
) -> dict[int, LearnedLine]:
    """The boilerplate of one language."""
    stories = _stories(pages)
    number = len(set(stories))
    if number < least:
        return {}
    chosen = _boilerplate(pages, _seen(pages, stories, fewest), number, fewest)
    return {
        hash_: LearnedLine(
            place=found.places.most_common(1)[0][0],
            text=found.samples.most_common(1)[0][0] if found.samples else "",
            stories=len(found.stories),
            since=known[hash_].since if hash_ in known else today,
            closes=found.closes == found.inside,
        )
        for hash_, found in chosen.items()
    }


def _stories(observations: Sequence[Observation]) -> list[int]:
    """The story that each page tells, as the number of the first page that tells it."""
    bodies = [
        {line.hash: line.letters for line in page.lines if line.order >= 0 and line.letters >= LONG}
        for page in observations
    ]
    count = Counter(hash_ for body in bodies for hash_ in body)
    limit = max(FEWEST, OFTEN * len(observations))
    whole, rare = _Bodies(), _Bodies()
    stories: list[int] = []
    for index, body in enumerate(bodies):
        alike = whole.alike(body, NEARLY_ALL)
        alike += rare.alike({hash_: size for hash_, size in body.items() if count[hash_] < limit}, SAME_STORY)
        stories.append(stories[min(alike)] if alike else index)
    return stories


class _Bodies:
    """Texts as their lines, each found by the lines that it shares with another: most share none."""

    def __init__(self) -> None:
        self._letters: list[int] = []
        """Of all lines of each."""
        self._holders: dict[int, list[int]] = defaultdict(list)
        """By line, the numbers of those that have it."""

    def alike(self, body: Mapping[int, int], share: float) -> list[int]:
        """Those before that have more than this share of the smaller text's letters in common with it; then it is one
        of them. `body`: hashes of lines, and their letters."""
        common: Counter[int] = Counter()
        for hash_, size in body.items():
            for number in self._holders[hash_]:
                common[number] += size
            self._holders[hash_].append(len(self._letters))
        letters = sum(body.values())
        found = [number for number, size in common.items() if size / min(letters, self._letters[number]) > share]
        self._letters.append(letters)
        return found


def _seen(observations: Sequence[Observation], stories: Sequence[int], fewest: int) -> dict[int, _Seen]:
    """All lines of all pages that recur over several stories."""
    times = Counter(line.hash for page in observations for line in page.lines)
    found: dict[int, _Seen] = defaultdict(_Seen)
    for page, story in zip(observations, stories, strict=True):
        for line in page.lines:
            if times[line.hash] < fewest:  # most lines are one story's own
                continue
            entry = found[line.hash]
            entry.stories.add(story)
            entry.places[line.place] += 1
            if page.day:
                entry.days.add(page.day)
            if line.order >= 0:
                entry.inside += 1
                entry.samples[line.sample] += 1
    return {hash_: entry for hash_, entry in found.items() if len(entry.stories) >= fewest}


def _boilerplate(
    observations: Sequence[Observation], seen: Mapping[int, _Seen], number: int, fewest: int
) -> dict[int, _Seen]:
    """Of the recurring lines those that are no part of any text, and that were taken for one at least once."""
    dated = len({page.day for page in observations if page.day}) > 1
    steady = {
        hash_: entry
        for hash_, entry in seen.items()
        if entry.places.most_common(1)[0][1] >= SAME_PLACE * entry.places.total()
        and (not dated or len(entry.days) > 1 or not entry.days)
    }
    for page in observations:
        _note_ends(page, steady)
    idle = _idle_places(observations, steady)
    return {
        hash_: entry
        for hash_, entry in steady.items()
        if entry.inside and len(entry.stories) >= max(fewest, _share_needed(entry, idle) * number)
    }


def _share_needed(entry: _Seen, idle: Container[str]) -> float:
    if entry.places.most_common(1)[0][0] in idle:
        return IN_A_BOX
    return AT_AN_END if max(entry.opens, entry.closes) == entry.inside else OFTEN


def _note_ends(page: Observation, steady: Mapping[int, _Seen]) -> None:
    """Count which recurring lines stand before or behind all that is the article's own."""
    text = sorted((line for line in page.lines if line.order >= 0), key=lambda line: line.order)
    own = [index for index, line in enumerate(text) if line.hash not in steady]
    first, last = (own[0], own[-1]) if own else (len(text), -1)
    for index, line in enumerate(text):
        if line.hash in steady:
            steady[line.hash].opens += index < first
            steady[line.hash].closes += index > last


def _idle_places(observations: Sequence[Observation], steady: Mapping[int, _Seen]) -> set[str]:
    """Places in which most of what stands recurs."""
    all_of: Counter[str] = Counter()
    recurring: Counter[str] = Counter()
    for page in observations:
        for line in page.lines:
            all_of[line.place] += 1
            recurring[line.place] += line.hash in steady
    return {place for place, count in all_of.items() if recurring[place] > 0.5 * count}


_MARK = re.compile(
    r"^[^\n(\[/]{2,40}?\s*(?P<mark>[(\[/](?P<name>[^()\[\]/\n]{2,30})[)\]/][\s.,:]{0,3}[-–—−]?)\s*(?=\S)"
)


def _dateline(observations: Sequence[Observation], stories: Sequence[int], number: int, fewest: int) -> str | None:
    """A place and then always the same mark, as in `Asien (bbabo.net), - `: a regular expression with `place`, and with
    the name in the mark as `agency`, for texts may end with it.

    An agency's mark is none of the site's own: it stays in the text.
    """
    marks: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for page, story in zip(observations, stories, strict=True):
        match = _MARK.match(page.head)
        if match and not is_agency(match["name"]):
            opening, _, closing = match["mark"].strip().partition(match["name"])
            marks[opening, match["name"], closing].add(story)
    best = max(marks, key=lambda mark: (len(marks[mark]), mark), default=None)
    if best is None or len(marks[best]) < max(fewest, math.ceil(OFTEN * number)):
        return None
    opening, name, closing = map(re.escape, best)
    return rf"(?P<place>[^\n(\[/]{{2,40}}?)\s*{opening}(?P<agency>{name}){closing}\s*"


def _signature(lines: Mapping[int, LearnedLine], number: int) -> str | None:
    """The short line that closes most articles, as it was printed."""
    closing = [line for line in lines.values() if line.closes and len(line.text) <= SHORT]
    best = max(closing, key=lambda line: (line.stories, line.text), default=None)
    return best.text if best is not None and best.stories >= OFTEN * number else None


def _container(observations: Sequence[Observation], stories: Sequence[int], number: int) -> str | None:
    """The place that holds the text on nearly every story's page, and little else."""
    places: dict[str, set[int]] = defaultdict(set)
    for page, story in zip(observations, stories, strict=True):
        if page.container and page.filled >= FILLED:
            places[page.container].add(story)
    best = max(places, key=lambda place: (len(places[place]), place), default=None)
    return best if best is not None and len(places[best]) >= SAME_PLACE * number else None
