"""Derive the ground truth from the stories: `python -m scraper.sample.derive` prints what `truth.json` must hold."""

from __future__ import annotations

import sys
from datetime import UTC

from scraper.sample import feeds, oddities
from scraper.sample.language import LANGUAGES, WORDS
from scraper.sample.piece import Piece, pieces
from scraper.sample.truth import TrueArticle, Truth, to_json


def derive() -> Truth:
    """The truth of both editions."""
    first = {piece.path: piece for piece in pieces(1)}
    second = {piece.path: piece for piece in pieces(2)}
    everything = {**second, **first}
    aliases = _aliases()
    articles = [
        _article(piece, second.get(piece.path), aliases.get(piece.path, ()))
        for piece in sorted(everything.values(), key=lambda piece: (piece.published_at, piece.id), reverse=True)
    ]
    return Truth(
        articles=tuple(articles),
        forbidden=oddities.FORBIDDEN,
        missing=(oddities.MISSING,),
        no_article=tuple(oddities.no_articles()),
    )


def _aliases() -> dict[str, tuple[str, ...]]:
    """Canonical path to the other addresses that are listed somewhere, whatever the edition."""
    found: dict[str, set[str]] = {}
    for edition in (1, 2):
        for language in LANGUAGES:
            own = [piece for piece in pieces(edition) if piece.language == language]
            told = [piece for piece in own if oddities.place_of(piece) != oddities.UNLISTED]
            for piece in told[: feeds.ITEMS]:
                found.setdefault(piece.path, set()).add(feeds.tracked(piece))
    for language in LANGUAGES:
        for piece, form in oddities.most_read(language):
            if form != "fragment":
                found.setdefault(piece.path, set()).add(oddities.detour(piece, form))
    for old, place in oddities.MOVED.items():
        found.setdefault(oddities.at(place).path, set()).add(old)
    return {path: tuple(sorted(addresses)) for path, addresses in found.items()}


def _article(piece: Piece, later: Piece | None, aliases: tuple[str, ...]) -> TrueArticle:
    words = WORDS[piece.language]
    corrected = later if later is not None and later.text != piece.text else None
    return TrueArticle(
        path=piece.path,
        language=piece.language,
        section=words.sections[piece.section][1],
        title=piece.title,
        lead=piece.lead,
        text=piece.text,
        dateline=piece.place,
        authors=piece.authors,
        keywords=piece.keywords,
        published_at=piece.published_at.astimezone(UTC),
        published_precision="day" if piece.layout == "plain" else "second",
        image=piece.image,
        encoding=oddities.encoding_of(piece),
        aliases=aliases,
        duplicate_of=piece.original,
        translations=tuple(path for _, path in piece.translations if path != piece.path),
        editions=piece.editions,
        revised=corrected.text if corrected else None,
        revised_at=corrected.modified_at.astimezone(UTC) if corrected and corrected.modified_at else None,
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(to_json(derive()))
