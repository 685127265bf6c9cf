"""All that an edition of the app answers, address by address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from functools import lru_cache
from importlib.resources import files

from scraper.sample import picture
from scraper.sample.app import api, graphql
from scraper.sample.app.routes import item_path, list_path, text_path
from scraper.sample.language import LANGUAGES, WORDS, Language
from scraper.sample.piece import Piece, pieces
from scraper.sample.resources import HTML, Resource, dated

JSON = "application/json; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /intern/\n"


@lru_cache(maxsize=4)
def resources(edition: int) -> dict[str, Resource]:
    """Address (path, and the query where it counts) to what is there."""
    found = dict(_all(edition))
    return found if edition == 1 else dated(found, resources(1), edition)


def shell(*, is_graphql: bool) -> Resource:
    """The page that every address of readers answers with."""
    html = _file("shell.html")
    return Resource(html.replace(b"<meridian-app>", b'<meridian-app lists="graphql">') if is_graphql else html, HTML)


def answer_query(edition: int, asked: bytes) -> Resource:
    """What GraphQL says to a POST."""
    status, said = graphql.answer(edition, asked, _translations)
    return Resource(api.as_json(said), JSON, status=status)


def no_such_resource(path: str, *, is_graphql: bool = False) -> Resource:
    """The shell, with a 200, as such apps do: only their script knows that there is nothing. The API is honest."""
    if path.startswith("/api/"):
        return Resource(b'{"error":"not found"}', JSON, status=404)
    return shell(is_graphql=is_graphql)


def _all(edition: int) -> Iterator[tuple[str, Resource]]:
    everything = pieces(edition)
    yield "/robots.txt", Resource(ROBOTS.encode(), "text/plain; charset=utf-8")
    yield "/app.js", Resource(_file("app.js"), SCRIPT)
    for language in LANGUAGES:
        own = [piece for piece in everything if piece.language == language]
        yield f"/api/{language}/words.json", Resource(api.as_json(api.words(language)), JSON)
        for section in WORDS[language].sections:
            yield from _lists(language, section, [piece for piece in own if piece.section == section])
    for piece in everything:
        yield from _article(piece)


def _lists(language: Language, section: str, own: list[Piece]) -> Iterator[tuple[str, Resource]]:
    items = [api.item(piece, _translations(piece)) for piece in own]
    for page in range(1, api.pages_of(items) + 1):
        yield list_path(language, section, page), Resource(api.as_json(api.listing(items, page)), JSON)


def _article(piece: Piece) -> Iterator[tuple[str, Resource]]:
    moment = piece.changed_at.astimezone(UTC)
    said = api.as_json(api.item(piece, _translations(piece)))
    yield item_path(piece), Resource(said, JSON, last_modified=moment)
    yield text_path(piece), Resource(api.fragment(piece).encode(), HTML, last_modified=moment)
    yield piece.image, replace(Resource(picture.png(piece.id), "image/png"), last_modified=moment)


def _translations(piece: Piece) -> list[Piece]:
    """The originals of the other languages; a copy has none."""
    paths = {path for language, path in piece.translations if language != piece.language}
    return [other for other in pieces(1) if other.path in paths]


def _file(name: str) -> bytes:
    return (files(__package__) / name).read_bytes()
