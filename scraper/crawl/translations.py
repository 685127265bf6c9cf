"""Which articles of the archive are an article in another language, among those that the index names."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime

from db import clues, links
from db.article_rows import TextRow
from db.connection import Connection
from db.links import LinkRow
from scraper.crawl.tie import APART, COPIED, linked, other_end
from scraper.identify.translate import (
    LENGTHS_APART,
    METHOD,
    OTHERS,
    Side,
    Translation,
    compare_languages,
    is_possible,
    length_ratio,
    likeness_of,
)

COMPARED = 5
"""Candidates that are compared, those with the rarest clues in common first."""

WHOLE = 5040
"""The weight of a clue that one other article has; that of one that many have is a share of it."""

ENOUGH_CLUES = 2
"""Names or figures in common that make a candidate, where the site says nothing ..."""

FEW_APART = 0.45
"""... and how far apart in length those may be that have no more, as the logarithm of the ratio: of 48 true pairs one
differed by more than .25, of 412 strangers that had two in common by chance a third do by more than this."""


def translation_candidates(
    found: Mapping[int, str], facts: Collection[int], language: str | None, length: int
) -> set[int]:
    """The articles to compare with one of this language and length, beside those that the site tells of; where nobody
    knows its language, none.

    `found`: who has its clues; `facts`: those of the clues that are facts, before which lengths don't count.
    """
    if not language or not found:
        return set()
    own = f":{language}:"
    foreign = [one for one in "".join(found.values()).split() if own not in one]
    if len(foreign) == len({*foreign}):  # none has two of the clues, as of most articles
        return set()
    shared = Counter(foreign)
    likely = [one for one, count in shared.items() if count >= ENOUGH_CLUES]
    shown = {one for key in facts if key in found for one in found[key].split()}
    likely = [one for one in likely if one in shown or _is_as_long(one, shared[one], language, length)]
    if len(likely) > COMPARED:
        likely = _rarest_first(likely, clues.foreign(found.values(), language))[:COMPARED]
    return {clues.read_holder(one).id for one in likely}


def _rarest_first(likely: Sequence[str], foreign: Iterable[Sequence[str]]) -> list[str]:
    """These holders by the weight of the clues that they have. `foreign`: each clue's holders."""
    weight = dict.fromkeys(likely, 0)
    for each in foreign:
        for one in each:
            if one in weight:
                weight[one] += WHOLE // len(each)
    return sorted(likely, key=lambda one: (-weight[one], one))


def _is_as_long(holder: str, shared: int, language: str, length: int) -> bool:
    """`shared`: clues that both have."""
    other = clues.read_holder(holder)
    expected = math.log(length or 1) + length_ratio(language, other.language)
    return abs(other.length - expected) <= (LENGTHS_APART if shared > ENOUGH_CLUES else FEW_APART)


def told_by(found: Mapping[int, str], told: Iterable[int], language: str | None) -> set[int]:
    """The articles in another language that are this one by the word of the site. `told`: the clues that it gives."""
    held = [found[key] for key in told if key in found]
    if not language or not held:
        return set()
    return {clues.read_holder(one).id for each in clues.foreign(held, language) for one in each}


def link_translations(
    connection: Connection,
    subject: TextRow,
    others: Mapping[int, TextRow],
    told: Set[int],
    before: Mapping[int, LinkRow],
    now: datetime,
    *,
    is_tied: bool,
) -> list[LinkRow]:
    """Link the article with its translations, at most one in each language. Returns what was decided.

    `told`: those that are one by the word of the site. `before`: the translations that it had, by the other's id;
    `is_tied`: it may have links already.
    """
    told = told | {id_ for id_, row in before.items() if row.rule == "hreflang"}
    foreign = [one for one in others.values() if one.language not in {None, subject.language}]
    best = _best(subject, foreign, told)
    rows = [linked(subject, other, made, "translation", METHOD, now) for other, made in best]
    if rows and is_tied:
        rows = _without_copies(connection, subject.id, rows)
    left = before.keys() & others.keys() - {other_end(row, subject.id) for row in rows}
    gone = [id_ for id_ in sorted(left) if not _compare(subject, others[id_], told)]  # not just less alike than another
    over = [linked(subject, others[id_], APART, APART.relation, METHOD, now) for id_ in gone]
    links.record(connection, [*rows, *over])
    return [*rows, *over]


def _best(subject: TextRow, others: list[TextRow], told: Set[int]) -> list[tuple[TextRow, Translation]]:
    """The surest translation in each language."""
    mine = _side(subject)
    sides = [(one, _side(one)) for one in others]
    sides = [(one, side) for one, side in sides if one.id in told or is_possible(mine, side)]
    best: dict[str | None, tuple[TextRow, Translation]] = {}
    for other, side in sides:
        made = compare_languages(mine, side, told=other.id in told)
        if made and (other.language not in best or made.score > best[other.language][1].score):
            best[other.language] = (other, made)
    return list(best.values()) + _standing_out(mine, [pair for pair in sides if pair[0].language not in best])


def _standing_out(mine: Side, others: list[tuple[TextRow, Side]]) -> list[tuple[TextRow, Translation]]:
    """In each language the one that is far more alike than all others, if there is one."""
    found = []
    for language in sorted({side.language for _, side in others}):
        alike = [pair for pair in others if pair[1].language == language]
        if len(alike) <= OTHERS:
            continue
        likenesses = [(likeness_of(mine, side), one, side) for one, side in alike]
        likenesses.sort(key=lambda three: (-three[0], three[1].id))
        (_, first, its), *rest = likenesses
        made = compare_languages(mine, its, told=False, others=[score for score, _, _ in rest])
        found += [(first, made)] if made else []
    return found


def _compare(subject: TextRow, other: TextRow, told: Set[int]) -> Translation | None:
    return compare_languages(_side(subject), _side(other), told=other.id in told)


def _side(row: TextRow) -> Side:
    return Side(row.text, row.language or "", row.canonical_url, row.image_url, row.published_at)


def _without_copies(connection: Connection, article_id: int, rows: list[LinkRow]) -> list[LinkRow]:
    """A pair that is a copy is no translation: its language was misread."""
    copies = {(row.a_id, row.b_id) for row in links.of(connection, [article_id]) if row.relation in COPIED}
    return [row for row in rows if (row.a_id, row.b_id) not in copies]
