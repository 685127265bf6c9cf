"""Texts to compare: reports made of sentences that nobody else has, and forms filled in."""

from __future__ import annotations

import random

SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve zi ko ra mu li no pe sa".split()  # noqa: SIM905


def words(seed: int, count: int) -> list[str]:
    """Made-up words, the same for the same seed; hardly one in common with another seed."""
    source = random.Random(seed)
    return ["".join(source.choices(SYLLABLES, k=source.randint(2, 4))) for _ in range(count)]


def report(seed: int, lines: int = 6, length: int = 30) -> str:
    """A text of so many lines, each of so many words."""
    made = words(seed, lines * length)
    return "\n".join(" ".join(made[i * length : (i + 1) * length]).capitalize() + "." for i in range(lines))


def edited(text: str, share: float, seed: int = 0) -> str:
    """The text with that share of its words replaced."""
    source = random.Random(seed)
    return " ".join("ersetzt" if source.random() < share else word for word in text.split(" "))


def weather(day: int, city: str, high: int, low: int, wind: int) -> str:
    return (
        f"Synoptics told what weather to expect in the city of {city} on {day} March. The air temperature by day "
        f"will be {high} degrees, at night the column of the thermometer will sink to {low} degrees.\n"
        f"The wind will be {wind} metres a second. Drivers are advised to keep their distance, pedestrians to be "
        "more careful on the roads than on other days of the year."
    )
