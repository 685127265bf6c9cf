"""A story as it stands in `stories/*.yaml`: what happened, told in up to four languages."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from ruamel.yaml import YAML

from db.frozen import frozen
from scraper.sample.language import Language

Layout = Literal["full", "meta", "plain"]
"""How much of an article its page tells machines: JSON-LD and all; meta and time elements; only what readers see."""


@frozen
class Telling:
    """The story in one language. A paragraph may hold links, as `[words](/path)`."""

    language: Language
    slug: str
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    caption: str


@frozen
class Copy:
    """The same text again, somewhere else on the site and later."""

    id: int
    language: Language
    section: str
    slug: str
    published_at: datetime
    title: str | None
    """Where it has another one."""


@frozen
class Correction:
    """What the second edition changes in one telling: pairs of old and new words."""

    language: Language
    modified_at: datetime
    replacements: tuple[tuple[str, str], ...]


@frozen
class Story:
    id: int
    section: str
    place: str
    published_at: datetime
    """With the offset that the page prints."""
    layout: Layout
    tellings: dict[Language, Telling]
    copies: tuple[Copy, ...]
    correction: Correction | None
    editions: tuple[int, ...]


@cache
def stories() -> tuple[Story, ...]:
    """All of them, oldest first."""
    yaml = YAML(typ="safe")
    folder = files(__package__) / "stories"
    found = [_story(yaml.load(file.read_text("utf-8"))) for file in folder.iterdir() if file.name.endswith(".yaml")]
    return tuple(sorted(found, key=lambda story: story.published_at))


def _story(data: dict[str, Any]) -> Story:
    return Story(
        id=data["id"],
        section=data["section"],
        place=data["place"],
        published_at=datetime.fromisoformat(data["published"]),
        layout=data["layout"],
        tellings={language: _telling(language, told) for language, told in data["tellings"].items()},
        copies=tuple(_copy(copy) for copy in data.get("copies", ())),
        correction=_correction(data["correction"]) if "correction" in data else None,
        editions=tuple(data.get("editions", (1, 2))),
    )


def _telling(language: Language, data: dict[str, Any]) -> Telling:
    return Telling(
        language=language,
        slug=data["slug"],
        title=data["title"],
        lead=data["lead"],
        paragraphs=tuple(paragraph.strip() for paragraph in data["text"].split("\n\n")),
        authors=tuple(data.get("authors", ())),
        keywords=tuple(data["keywords"]),
        caption=data["caption"],
    )


def _copy(data: dict[str, Any]) -> Copy:
    return Copy(
        id=data["id"],
        language=data["language"],
        section=data["section"],
        slug=data["slug"],
        published_at=datetime.fromisoformat(data["published"]),
        title=data.get("title"),
    )


def _correction(data: dict[str, Any]) -> Correction:
    return Correction(
        language=data["language"],
        modified_at=datetime.fromisoformat(data["modified"]),
        replacements=tuple(cast("tuple[str, str]", tuple(pair)) for pair in data["replace"]),
    )
