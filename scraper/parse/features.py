"""Blocks in numbers: what each looks like, what stands around it, and where on the page it is."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.parse.look import Look, credit, opening, promo
from scraper.parse.row import FAR, Row
from scraper.parse.survey import Place, Survey
from scraper.text import normalise

LONGEST_HEADLINE = 300
"""Letters; a longer heading isn't compared with the headline."""

LEAD_LETTERS = 60
"""How much of the page's description a block is compared with ..."""

LEAST_LEAD = 20
"""... if both have as much as this."""

LONG = 100
"""Letters; what stands before the first paragraph longer than that may be a lead."""

CUES = 4096
"""So many are told apart."""

MANY_BLOCKS, MANY_LETTERS = 9999.0, 99999.0
"""What the nearest place with a mark holds, where there is none."""


_folded: dict[str, str] = {}
"""Letters that blocks begin with; there are only so many."""


class Rows:
    """The blocks that the model is asked about, one after the other: `while rows.advance(): rows.look, rows.row`.

    It isn't asked about what is hidden, nor about a link between two others: half of a page's blocks are such links, of
    menus and lists of stories.
    """

    def __init__(self, found: Survey, title: str | None, lead: str | None) -> None:
        """`lead`: the page's own description."""
        self.at = -1
        """The number of the block."""
        self.look: Look | None = None
        self.row = Row()
        """Filled anew by each step."""
        self._looks = found.looks
        self._places = found.places
        self._count = len(found.looks)
        self._best_depth = found.best.depth if found.best is not None else 0
        self._total = float(found.total or 1)
        self._most = _most_in_paragraphs(found) or self._total
        self._cues = _cues(found.looks)
        self._repeats = _repeats(found.looks, self._cues)
        self._title_at = _title_at(found.looks, title)
        self._told = (lead or "").casefold()[:LEAD_LETTERS]
        self._heading: Look | None = None
        """The one above."""
        self._section_links = self._section_good = 0
        """Letters since that heading: in links, of running text."""
        self._before = 0
        """Letters of running text so far."""
        self._since = FAR
        """Blocks since the last one of running text in the best place."""
        self._next_core = -1
        """The next such block, once it is looked for."""
        self._is_first = True
        self.row.page_letters = self._total
        self.row.page_blocks = self._count
        self.row.best_share = found.best.good / self._total if found.best is not None else 0.0

    def advance(self) -> bool:
        """To the next block that is asked about; False behind the last."""
        while True:
            if self.look is not None:
                self._pass(self.look)
            self.at += 1
            if self.at >= self._count:
                return False
            self.look = look = self._looks[self.at]
            if look.is_heading:
                self._heading, self._section_links, self._section_good = look, 0, 0
            place = self._places[look.block.element]
            if not place.is_unseen and not self._is_amid_links(look):
                self._measure_block(look)
                self._measure_place(place)
                self._measure_around()
                return True

    def phrase(self) -> float:
        """Of the block, as the following: what its row doesn't have."""
        return opening(self._looks[self.at].block.text)

    def credit(self) -> float:
        return credit(self._looks[self.at].block.text)

    def promo(self) -> float:
        return promo(self._looks[self.at].block.text)

    def _pass(self, look: Look) -> None:
        is_core = self._is_core(look)
        if look.is_good:
            self._before += look.size
            self._section_good += look.size
            if look.size > LONG and is_core:
                self._is_first = False
        self._section_links += look.block.links
        self._since = 1.0 if is_core else min(self._since + 1, FAR)

    def _is_core(self, look: Look) -> bool:
        if not look.is_good:
            return False
        place = self._places[look.block.element]
        return place.hops == 0

    def _is_amid_links(self, look: Look) -> bool:
        if not look.is_link or self.at == 0 or self.at + 1 == self._count:
            return False
        before, after = self._looks[self.at - 1], self._looks[self.at + 1]
        return before.is_link and after.is_link

    def _measure_block(self, look: Look) -> None:
        row, text = self.row, look.block.text
        row.tag, row.letters, row.link_share = look.tag, look.size, look.links
        row.strong_share = look.block.strong / look.size
        row.commas, row.ending = look.commas, look.ending
        has_small = look.size > 1 and text[1].islower()  # most have, which is sooner seen than the whole is asked
        is_upper = not has_small and text.isupper()
        repeats = self._repeats[text] if self._cues[look.cue % CUES] > 1 else 1
        row.upper, row.repeats = is_upper, repeats
        row.is_told_lead = self._is_told(text, look.size)
        row.is_lead_first = self._is_first

    def _measure_place(self, place: Place) -> None:
        row, total = self.row, self._total
        row.comment, row.related, row.share, row.navigation = (
            place.comment, place.related, place.share, place.navigation,
        )  # fmt: skip
        row.meta, row.hidden, row.caption, row.box = place.meta, place.hidden, place.caption, place.box
        row.lead, row.title, row.embed, row.unseen = place.lead, place.title, place.embed, place.unseen
        row.frame, row.body_share, row.hops = place.frame, place.body_share, place.hops
        row.kin, row.grown = place.kin, place.is_grown
        row.depth, row.from_best = place.depth, place.depth - self._best_depth
        cloth = place.cloth
        row.class_share = cloth.good / total
        row.cloth_blocks, row.cloth_letters = cloth.blocks, cloth.letters / cloth.blocks
        self._measure_marks(place)
        container = place if place.is_holder or place.above is None else place.above
        row.container_share, row.container_blocks = container.good / total, container.blocks
        row.container_links = container.links / (container.letters or 1)
        row.container_kin, row.container_class = container.kin, container.cloth.good / total
        row.rank = container.good / self._most
        outer = self._places[0] if container.above is None else container.above
        row.outer_share, row.outer_links = outer.good / total, outer.links / (outer.letters or 1)
        row.outer_kin = outer.kin

    def _measure_marks(self, place: Place) -> None:
        row, places = self.row, self._places
        row.image_hops, row.input_hops = place.image_hops, place.input_hops
        row.image_blocks, row.image_count, row.image_letters = MANY_BLOCKS, 0.0, MANY_LETTERS
        row.time_blocks, row.time_count = MANY_BLOCKS, 0.0
        row.input_blocks = MANY_BLOCKS
        if place.near_image >= 0:
            near = places[place.near_image]
            row.image_blocks, row.image_count, row.image_letters = near.blocks, near.images, near.letters
        if place.near_time >= 0:
            near = places[place.near_time]
            row.time_blocks, row.time_count = near.blocks, near.times
        if place.near_input >= 0:
            near = places[place.near_input]
            row.input_blocks = near.blocks

    def _measure_around(self) -> None:
        row, at, looks = self.row, self.at, self._looks
        row.previous_letters = row.previous_links = row.previous_ending = 0.0
        row.next_letters = row.next_links = row.next2_letters = 0.0
        row.next_tag = -1.0
        if at:
            look = looks[at - 1]
            row.previous_letters, row.previous_links, row.previous_ending = look.size, look.links, look.ending
        if at + 1 < self._count:
            look = looks[at + 1]
            row.next_letters, row.next_links, row.next_tag = look.size, look.links, look.tag
        if at + 2 < self._count:
            look = looks[at + 2]
            row.next2_letters = look.size
        row.since_good, row.until_good = self._since, self._until()
        row.before, row.after = self._before / self._total, (self._total - self._before) / self._total
        row.since_title = at - self._title_at if self._title_at >= 0 else -FAR
        row.heading_links = self._heading.links if self._heading is not None else -1.0
        row.section_links, row.section_good = self._section_links, self._section_good

    def _until(self) -> float:
        """Blocks until the next one of running text in the best place."""
        if self._next_core <= self.at:
            self._next_core = self.at + 1
            while self._next_core < self._count and not self._is_core(self._looks[self._next_core]):
                self._next_core += 1
        return min(self._next_core - self.at, FAR) if self._next_core < self._count else FAR

    def _is_told(self, text: str, size: int) -> float:
        """Does the block begin like the page's description?"""
        if size < LEAST_LEAD or len(self._told) < LEAST_LEAD:
            return 0.0
        sign = ord(text[0])
        if sign < 0x80 and sign | 32 != ord(self._told[0]) | 32:  # another letter, in whatever case
            return 0.0
        first = _folded.get(text[0])
        if first is None:
            first = _folded[text[0]] = text[0].casefold()
        if not self._told.startswith(first):
            return 0.0
        mine = text[:LEAD_LETTERS].casefold()
        return 1.0 if mine.startswith(self._told) or self._told.startswith(mine) else 0.0


def _most_in_paragraphs(found: Survey) -> int:
    """Letters of running text in the place that has most of them and a paragraph of its own."""
    most = 0
    for look in found.looks:
        place = found.places[look.block.element]
        if place.element.tag == "p" and place.above is not None and place.above.good > most:
            most = place.above.good
    return most


def _cues(looks: Sequence[Look]) -> bytearray:
    """Whether no block has a cue, one, or more (by 0, 1, 2): most are alone with theirs."""
    count = bytearray(CUES)
    for look in looks:
        cue = look.cue % CUES
        if count[cue] < 2:
            count[cue] += 1
    return count


def _repeats(looks: Sequence[Look], cues: bytearray) -> dict[str, int]:
    """How often each text stands on the page that isn't alone with its cue."""
    count: dict[str, int] = {}
    for look in looks:
        if cues[look.cue % CUES] > 1:
            text = look.block.text
            count[text] = count.get(text, 0) + 1
    return count


def _title_at(looks: Sequence[Look], title: str | None) -> int:
    """The block that shows the headline: the first heading of the same words, else the first <h1>; -1 for none."""
    headline = normalise(title or "")
    first = -1
    for at, look in enumerate(looks):
        if not look.is_heading:
            continue
        if headline and look.size < LONGEST_HEADLINE and normalise(look.block.text) == headline:
            return at
        if first < 0 and look.block.tag == "h1":
            first = at
    return first
