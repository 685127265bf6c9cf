"""What a person may have meant by a key that we don't know."""

from collections.abc import Mapping
from difflib import get_close_matches

from .lists import JsonList
from .position import KeyPath
from .settings import Config, Limits, Politeness
from .source import Rules, Source

KEYS: Mapping[KeyPath, tuple[str, ...]] = {
    (): (*Config.model_fields, "database_file"),
    ("politeness",): tuple(Politeness.model_fields),
    ("limits",): tuple(Limits.model_fields),
    ("sources",): tuple(Source.model_fields),
    ("sources", "rules"): tuple(Rules.model_fields),
    ("sources", "lists"): tuple(JsonList.model_fields),
}

PLACES: Mapping[KeyPath, str] = {
    (): "at the top level",
    ("politeness",): "under 'politeness:'",
    ("limits",): "under 'limits:'",
    ("sources",): "in a source",
    ("sources", "rules"): "under 'rules:' of a source",
    ("sources", "lists"): "under 'lists:' of a source",
}

OTHER_WORDS: Mapping[str, str] = {
    "cron": "schedule",
    "db": "database",
    "enabled": "active",
    "interval": "schedule",
    "lang": "language",
    "rss": "feeds",
    "timeout": "timeout_s",
    "useragent": "user_agent",
}
"""What other programs call it."""


def advice(path: KeyPath) -> str:
    """`unknown key; did you mean ...?`, where it belongs if it is known elsewhere, or else what is known here."""
    section = tuple(step for step in path[:-1] if isinstance(step, str))
    key = str(path[-1]).strip()
    known = KEYS.get(section, ())
    elsewhere = {name: place for place, names in reversed(tuple(KEYS.items())) if place != section for name in names}
    if key in elsewhere:
        return f"unknown key here; it belongs {PLACES[elsewhere[key]]}"
    if near := _near(key, known):
        return f"unknown key; did you mean '{near}'?"
    if near := _near(key, tuple(elsewhere)):
        return f"unknown key; did you mean '{near}' {PLACES[elsewhere[near]]}?"
    return f"unknown key; known here: {', '.join(known)}"


def _near(key: str, known: tuple[str, ...]) -> str | None:
    lowered = key.lower().replace("-", "_")
    other = OTHER_WORDS.get(lowered.replace("_", ""))
    if other in known:
        return other
    if (swapped := next((name for name in known if sorted(name) == sorted(lowered)), None)) is not None:
        return swapped  # `ulr`: of so short a word the ratio below says little
    return next(iter(get_close_matches(lowered, known, n=1, cutoff=0.7)), None)
