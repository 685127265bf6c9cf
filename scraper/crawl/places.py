"""The places of articles in their stories, kept in step with the links between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from db import articles, links
from db.article_rows import TextRow
from db.links import LinkRow, MemberRow
from scraper.identify.compare import Verdict
from scraper.identify.stories import Place, arrange, original_key


def rearrange(connection: Connection, ids: Collection[int]) -> dict[int, Place]:
    """Let everybody that is tied to these articles take the place that the links give; the places, by article id."""
    return _arrange(connection, *links.component(connection, ids))


def _arrange(
    connection: Connection, members: Sequence[MemberRow | TextRow], between: Sequence[LinkRow]
) -> dict[int, Place]:
    places = arrange(members, between)
    moved = [
        (places[member.id].duplicate_of, places[member.id].story_id, member.id)
        for member in members
        if places[member.id] != Place(member.duplicate_of, member.story_id)
    ]
    links.place(connection, moved)
    return places


def plain_place(
    connection: Connection, subject: TextRow, verdicts: Sequence[tuple[TextRow, Verdict | None]]
) -> Place | None:
    """The place of one more copy of a story, without reading the whole story; None where that takes a closer look.

    What `arrange` would say: a later copy in the story's own language, tied to that story only, changes nobody's place.
    """
    tied = [(other, verdict) for other, verdict in verdicts if verdict and verdict.relation in links.BINDING]
    if not tied:
        return Place(None, None)
    others = {other.id: other for other, _ in tied}
    if all(other.story_id is None for other in others.values()):
        return _first_place(connection, subject, others)
    originals = {other.duplicate_of or other.id for other in others.values()}
    if len(originals) > 1 or any(verdict.relation != "same" for _, verdict in tied):
        return None
    (original_id,) = originals
    original = others.get(original_id) or articles.texts(connection, originals)[0]
    if original.story_id is None or original.language != subject.language or _order(subject) < _order(original):
        return None
    if links.has_ban(connection, original.story_id):
        return None
    links.place(connection, [(original_id, original.story_id, subject.id)])
    return Place(original_id, original.story_id)


def _first_place(connection: Connection, subject: TextRow, others: Mapping[int, TextRow]) -> Place | None:
    """The place among others that had no story so far: they are the whole of the new one, if nothing else ties them."""
    between = links.of(connection, others.keys())
    everybody = {subject.id: subject, **others}
    if any(links.is_binding(row) and not {row.a_id, row.b_id} <= everybody.keys() for row in between):
        return None
    return _arrange(connection, list(everybody.values()), between)[subject.id]


def _order(text: TextRow) -> tuple[datetime, str]:
    return original_key(text.published_at, text.published_precision, text.canonical_url)
