"""The places of articles in their stories, kept in step with the links between them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from db import articles, links
from db.article_rows import TextRow
from db.connection import Connection
from db.links import LinkRow, MemberRow
from scraper.crawl.copies import Compared
from scraper.crawl.tie import other_end
from scraper.identify.stories import Place, arrange, original_key


def rearrange(connection: Connection, ids: Collection[int]) -> dict[int, Place]:
    """Let everybody that is tied to these articles take the place that the links give; the places, by article id."""
    return _arrange(connection, *links.component(connection, ids))


def _arrange(
    connection: Connection, members: Sequence[MemberRow | TextRow], between: Sequence[LinkRow]
) -> dict[int, Place]:
    places = arrange(members, between)
    _note(connection, members, places)
    return places


def _note(connection: Connection, members: Sequence[MemberRow | TextRow], places: Mapping[int, Place]) -> None:
    placed: list[tuple[int | None, int | None, int]] = []
    told: list[tuple[int | None, int]] = []
    for member in members:
        place = places[member.id]
        if place.duplicate_of != member.duplicate_of:
            placed.append((place.duplicate_of, place.story_id, member.id))
        elif place.story_id != member.story_id:
            told.append((place.story_id, member.id))
    links.place(connection, placed)
    links.tell_story(connection, told)


def join_stories(connection: Connection, subject: TextRow, tied: Sequence[TextRow]) -> bool:
    """Let a new article that nothing ties but translation, to these, take its place among their stories. False where a
    story would change by more than this article: that takes a closer look.

    Nothing beyond their stories is read, while translations may tie a whole site into one chain. It comes to what
    `arrange` would say of all: whatever is tied to a story and not in it was kept out by a language that both have, or
    by a person, and where the story stays whole it is so still.
    """
    current = links.members(connection, [one.id for one in tied])  # on Postgres others place articles meanwhile
    stories = {one.story_id for one in current if one.story_id is not None}
    alone = [one for one in current if one.story_id is None]
    members: list[MemberRow | TextRow] = [subject, *alone, *links.members_of(connection, stories)]
    if not {one.id for one in tied} <= {member.id for member in members}:
        return False  # one has been moved between the two looks
    places = arrange(members, links.between(connection, [member.id for member in members]))
    moves = {(one.story_id or one.id, places[one.id].story_id or one.id) for one in members if one.id != subject.id}
    before, after = map(set, zip(*moves, strict=True))
    if not len(before) == len(moves) == len(after):
        return False
    _note(connection, members, places)
    return True


def plain_place(connection: Connection, subject: TextRow, compared: Compared) -> Place | None:
    """The place of one more copy of a story, without reading the whole story; None where that takes a closer look.

    What `arrange` would say: a later copy in the story's own language, tied to that story only, changes nobody's place.
    """
    binding = [row for row in compared.links if links.is_binding(row)]
    if not binding:
        return Place(None, None)
    tied = {other_end(row, subject.id) for row in binding}
    others = {other.id: other for other, _ in compared.verdicts if other.id in tied}
    if all(other.story_id is None for other in others.values()):
        return _first_place(connection, subject, others, binding)
    originals = {other.duplicate_of or other.id for other in others.values()}
    if len(originals) > 1 or any(row.relation != "same" for row in binding):
        return None
    (original_id,) = originals
    original = others.get(original_id) or articles.texts(connection, originals)[0]
    if original.story_id is None or original.language != subject.language or _order(subject) < _order(original):
        return None
    if links.has_ban(connection, original.story_id):
        return None
    links.place(connection, [(original_id, original.story_id, subject.id)])
    return Place(original_id, original.story_id)


def _first_place(
    connection: Connection, subject: TextRow, others: Mapping[int, TextRow], binding: Sequence[LinkRow]
) -> Place | None:
    """The place among others that had no story so far. They are the whole of the new one: what else ties one of them
    would have made a story, or gave way to one, but where somebody has undone a link."""
    if links.is_any_banned(connection, others.keys()):
        return None
    return _arrange(connection, [subject, *others.values()], binding)[subject.id]


def _order(text: TextRow) -> tuple[datetime, str]:
    return original_key(text.published_at, text.published_precision, text.canonical_url)
