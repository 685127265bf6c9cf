"""A piece: one article at one address of the site, as an edition publishes it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import quote

from db.frozen import frozen
from scraper.sample.language import SIGNATURE, WORDS, Language
from scraper.sample.story import Copy, Layout, Story, Telling, stories

TRANSLATED_AFTER: dict[Language, timedelta] = {
    "ru": timedelta(0),
    "de": timedelta(minutes=4, seconds=13),
    "en": timedelta(minutes=7, seconds=2),
    "fr": timedelta(minutes=11, seconds=40),
}
"""A text appears in one language after the other."""

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@frozen
class Piece:
    id: int
    language: Language
    section: str
    path: str
    """Percent-encoded, the canonical one."""
    title: str
    lead: str
    paragraphs: tuple[str, ...]
    """With links as `[words](/path)`; the lead is the first of them where the page prints it there."""
    place: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    caption: str
    published_at: datetime
    modified_at: datetime | None
    layout: Layout
    editions: tuple[int, ...]
    original: str | None
    """The path of the piece that this one copies."""
    translations: tuple[tuple[Language, str], ...]

    @property
    def dateline(self) -> str:
        """The opening as it is printed."""
        return f"{self.place} (meridian.example), - "

    @property
    def text(self) -> str:
        """Clean: no dateline, no signature, no links."""
        return "\n\n".join(_LINK.sub(r"\1", paragraph) for paragraph in self.paragraphs)

    @property
    def printed(self) -> tuple[str, ...]:
        """The paragraphs as the page prints them, dateline and signature included."""
        first, *rest = self.paragraphs
        return (self.dateline + first, *rest, SIGNATURE)

    @property
    def changed_at(self) -> datetime:
        return self.modified_at or self.published_at

    @property
    def image(self) -> str:
        return f"/media/{self.id}.png"

    @property
    def amp_path(self) -> str | None:
        """Two ways that sites have of naming it; the oldest template has none."""
        return {"full": f"/amp{self.path}", "meta": f"{self.path}/amp", "plain": None}[self.layout]

    @property
    def print_path(self) -> str:
        return f"{self.path}?print=1"


@cache
def pieces(edition: int) -> tuple[Piece, ...]:
    """All that an edition publishes, newest first."""
    found = [piece for story in stories() if edition in story.editions for piece in _pieces(story, edition)]
    return tuple(sorted(found, key=lambda piece: (piece.published_at, piece.id), reverse=True))


def _pieces(story: Story, edition: int) -> list[Piece]:
    told = {language: _told(story, telling) for language, telling in story.tellings.items()}
    translations = tuple((language, piece.path) for language, piece in told.items())
    originals = {language: replace(piece, translations=translations) for language, piece in told.items()}
    copies = [_copied(originals[copy.language], copy) for copy in story.copies]
    correction = story.correction
    if correction and edition == 2:
        originals[correction.language] = _corrected(
            originals[correction.language], correction.replacements, correction.modified_at
        )
    return [*originals.values(), *copies]


def _told(story: Story, telling: Telling) -> Piece:
    published_at = story.published_at + TRANSLATED_AFTER[telling.language]
    lead_first = (telling.lead,) if story.layout == "plain" else ()
    return Piece(
        id=story.id,
        language=telling.language,
        section=story.section,
        path=_path(telling.language, story.section, story.id, telling.slug, story.layout, published_at),
        title=telling.title,
        lead=telling.lead,
        paragraphs=(*lead_first, *telling.paragraphs),
        place=WORDS[telling.language].places[story.place],
        authors=telling.authors,
        keywords=telling.keywords,
        caption=telling.caption,
        published_at=published_at,
        modified_at=None,
        layout=story.layout,
        editions=story.editions,
        original=None,
        translations=(),
    )


def _copied(original: Piece, copy: Copy) -> Piece:
    return replace(
        original,
        id=copy.id,
        section=copy.section,
        path=_path(copy.language, copy.section, copy.id, copy.slug, original.layout, copy.published_at),
        title=copy.title or original.title,
        published_at=copy.published_at,
        original=original.path,
        translations=(),
    )


def _corrected(piece: Piece, replacements: tuple[tuple[str, str], ...], modified_at: datetime) -> Piece:
    text = "\n\n".join(piece.paragraphs)
    for old, new in replacements:
        if text.count(old) != 1:
            raise ValueError(f"{piece.path}: the correction of {old!r} fits {text.count(old)} places, not one")
        text = text.replace(old, new)
    return replace(piece, paragraphs=tuple(text.split("\n\n")), modified_at=modified_at)


def _path(language: Language, section: str, number: int, slug: str, layout: Layout, day: datetime) -> str:
    """Pages that tell machines no date have it in their address."""
    dated = f"{day:%Y/%m/%d}/" if layout == "plain" else ""
    return quote(f"/{language}/{WORDS[language].sections[section][0]}/{dated}{number}-{slug}")
