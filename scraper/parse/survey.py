"""What is counted on a page before a block is judged: which places hold the text, and what they are called."""

from __future__ import annotations

from scraper.parse.blocks import Element, Page
from scraper.parse.classes import (
    ADVERT,
    BODY,
    BOX,
    CAPTION,
    COMMENT,
    EMBED,
    HIDDEN,
    LEAD,
    META,
    NAVIGATION,
    OVERLAY,
    RELATED,
    SHARE,
    SIGNUP,
    TITLE,
    UNSEEN,
)
from scraper.parse.look import Look, look_at
from scraper.parse.row import FAR

PARDON = 0.45
"""A hidden place with more than this share of the good text is shown by a script once the page has loaded."""

ASKING = 0.9
"""The same for what asks for consent, above the page: with more it holds the page itself."""

SPOKEN_AGAINST = 0.3
"""A place with less of the good text than this, and a name that speaks against it, has no voice."""

SMALL_PART = 2.5
"""What holds so much less than the place above is not the article, but a part of it ..."""

NAMED = 1.25
"""... and so much less, if the place above is an <article> or is named for the text."""

HIGHEST = 40
"""Places above the best that are looked at; a bound on the work for pages nested without end."""

_HOLDERS = frozenset({"div", "section", "article", "main", "td", "body"})
_FRAMES = {"footer": 1.0, "aside": 2.0, "form": 3.0, "figure": 4.0, "figcaption": 4.0, "header": 5.0, "table": 6.0}
_URGING = SHARE | ADVERT | SIGNUP


class Cloth:
    """All elements of the same tag and class: what hangs in them without another element in between. `cloth_of` makes
    it."""

    number: int
    """Among those of the page."""
    frame: float
    """Which of _FRAMES it is, 0 for none."""
    is_holder: bool
    """Speaks for itself, as a paragraph doesn't."""
    blocks: int
    letters: int
    good: int
    """Letters of running text."""


def cloth_of(number: int, tag: str) -> Cloth:
    cloth = Cloth.__new__(Cloth)
    cloth.number, cloth.frame, cloth.is_holder = number, _FRAMES.get(tag, 0.0), tag in _HOLDERS
    cloth.blocks = cloth.letters = cloth.good = 0
    return cloth


class Place:
    """An element, with all that lies in it. `place_of` makes it."""

    at: int
    """Its number."""
    element: Element
    above: Place | None
    """The place around it."""
    cloth: Cloth
    depth: int
    frame: float
    """The innermost of _FRAMES around it, or it itself."""
    is_holder: bool
    letters: int
    links: int
    blocks: int
    good: int
    """Letters of running text."""
    kin: int
    """Siblings of the same tag and class, itself included."""
    eldest: Place | None
    """The first of them, which counts them; None for that one."""
    before: Place | None
    """The last such eldest of its cloth that may have more siblings."""
    is_unseen: bool
    """Hidden by attribute or style, and not with most of the page's text."""
    voice: float
    """What good paragraphs in it and below say for it."""
    hops: int
    """Steps up from the best place until it holds this one."""
    is_grown: bool
    """Is it in the best place, or in what that grows into?"""
    images: int
    times: int
    inputs: int
    near_image: int
    """The number of the innermost place with a picture, itself or further up, -1 for none; so the next two."""
    near_time: int
    near_input: int
    image_hops: float
    """Steps up to these."""
    input_hops: float
    body_share: float
    """Share of the page's running text in the nearest place that is named for the text; 0 if none."""
    comment: float
    """Least share of it in a place so called, here or above, else 1; so the following."""
    related: float
    share: float
    navigation: float
    meta: float
    hidden: float
    caption: float
    box: float
    lead: float
    title: float
    embed: float
    unseen: float

    def spoken_against(self) -> float:
        """The least share of the text in a place with a name that speaks against it."""
        return min(self.comment, self.related, self.share, self.navigation, self.meta, self.hidden)


def place_of(at: int, element: Element, above: Place | None, cloth: Cloth) -> Place:
    """A place with nothing in it yet. Compiled this takes a third of the time of a class called with arguments."""
    place = Place.__new__(Place)
    place.at, place.element, place.above, place.cloth = at, element, above, cloth
    place.depth = above.depth + 1 if above is not None else 0
    place.frame = cloth.frame if cloth.frame or above is None else above.frame
    place.is_holder = cloth.is_holder
    place.letters = place.links = place.blocks = place.good = 0
    place.kin = 1
    place.eldest = place.before = None
    place.is_unseen = place.is_grown = False
    place.voice = 0.0
    place.hops = -1
    place.images = place.times = place.inputs = 0
    place.near_image = place.near_time = place.near_input = -1
    place.image_hops = place.input_hops = FAR
    place.body_share = 0.0
    place.comment = place.related = place.share = place.navigation = place.meta = place.hidden = 1.0
    place.caption = place.box = place.lead = place.title = place.embed = place.unseen = 1.0
    return place


class Survey:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.places: list[Place] = []
        """Parallel to `page.elements`, parents before children."""
        self.looks: list[Look] = []
        """Parallel to `page.blocks`."""
        self.total = 0
        """Letters of running text on the page."""
        self.best: Place | None = None
        """The place that most good paragraphs speak for; None on an empty page."""


def survey(page: Page) -> Survey:
    found = Survey(page)
    _count(found)
    _inherit(found)
    found.best = _best(found)
    if found.best is not None:
        _tell_hops(found, found.best)
        _tell_grown(found, found.best)
    return found


def _count(found: Survey) -> None:
    """What lies in each place, from the bottom up."""
    page, places, looks = found.page, found.places, found.looks
    cloths: dict[str, Cloth] = {}
    latest: list[Place | None] = []
    """Of each cloth the eldest of the last siblings."""
    for at, element in enumerate(page.elements):
        cloth = cloths.get(element.signature)
        if cloth is None:
            cloth = cloths[element.signature] = cloth_of(len(cloths), element.tag)
            latest.append(None)
        place = place_of(at, element, places[element.parent] if element.parent >= 0 else None, cloth)
        places.append(place)
        eldest = latest[cloth.number]
        while eldest is not None and eldest.element.parent > element.parent:  # what holds it is closed
            eldest = eldest.before
        if eldest is not None and eldest.element.parent == element.parent:
            eldest.kin += 1
            place.eldest = eldest
        else:
            place.before = eldest
            eldest = place
        latest[cloth.number] = eldest
    for block in page.blocks:
        look, place = look_at(block), places[block.element]
        looks.append(look)
        place.letters += look.size
        place.links += block.links
        place.blocks += 1
        place.cloth.letters += look.size
        place.cloth.blocks += 1
        if look.is_good:
            place.good += look.size
            place.cloth.good += look.size
    for at in page.marks["img"]:
        place = places[at]
        place.images += 1
    for at in page.marks["time"]:
        place = places[at]
        place.times += 1
    for at in page.marks["input"]:
        place = places[at]
        place.inputs += 1
    for place in reversed(places):
        if place.eldest is not None:
            place.kin = place.eldest.kin
        above = place.above
        if above is not None:
            above.letters += place.letters
            above.links += place.links
            above.blocks += place.blocks
            above.good += place.good
            above.images += place.images
            above.times += place.times
            above.inputs += place.inputs
    found.total = places[0].good if places else 0


def _inherit(found: Survey) -> None:
    """From the top down: names with the share of the text that they cover, and the nearest marks."""
    total = found.total or 1
    for place in found.places:
        if place.above is not None:
            _take(place, place.above)
        if place.element.names:
            _name(place, place.element.names, place.good / total)
        if place.images:
            place.near_image, place.image_hops = place.at, 0.0
        if place.times:
            place.near_time = place.at
        if place.inputs:
            place.near_input, place.input_hops = place.at, 0.0


def _take(place: Place, above: Place) -> None:
    place.is_unseen, place.body_share = above.is_unseen, above.body_share
    place.comment, place.related, place.share, place.navigation = (
        above.comment, above.related, above.share, above.navigation,
    )  # fmt: skip
    place.meta, place.hidden, place.caption, place.box = above.meta, above.hidden, above.caption, above.box
    place.lead, place.title, place.embed, place.unseen = above.lead, above.title, above.embed, above.unseen
    place.near_image, place.near_time, place.near_input = above.near_image, above.near_time, above.near_input
    place.image_hops, place.input_hops = min(above.image_hops + 1, FAR), min(above.input_hops + 1, FAR)


def _name(place: Place, names: int, share: float) -> None:
    """What a place so called holds is no more than what the places around it hold."""
    if names & COMMENT:
        place.comment = share
    if names & RELATED:
        place.related = share
    if names & _URGING:
        place.share = share
    if names & NAVIGATION:
        place.navigation = share
    if names & META:
        place.meta = share
    if names & HIDDEN:
        place.hidden = share
    if names & CAPTION:
        place.caption = share
    if names & BOX:
        place.box = share
    if names & LEAD:
        place.lead = share
    if names & TITLE:
        place.title = share
    if names & EMBED:
        place.embed = share
    if names & BODY:
        place.body_share = share
    if names & UNSEEN:
        place.unseen = share
    if (names & UNSEEN and share < PARDON) or (names & OVERLAY and share < ASKING):
        place.is_unseen = True


def _best(found: Survey) -> Place | None:
    """The place that most good paragraphs speak for: with full voice where they stand, with less further up.

    After Arc90's Readability (2009).
    """
    for look in found.looks:
        place: Place | None = found.places[look.block.element]
        if place is None or not look.is_good or place.is_unseen or place.spoken_against() < SPOKEN_AGAINST:
            continue
        weight = 1 + min(look.commas, 8) * 0.5 + min(look.size / 100, 4)
        if look.block.tag == "li":
            weight *= 0.4
        if not place.is_holder:
            place = place.above
        for share in (1.0, 0.5, 0.2):
            if place is None:
                break
            place.voice += weight * share
            place = place.above
    best = None
    for place in found.places:
        if best is None or place.voice > best.voice:
            best = place
    return best


def _tell_hops(found: Survey, best: Place) -> None:
    place: Place | None = best
    step = 0
    while place is not None:
        place.hops = step
        step += 1
        place = place.above
    for place in found.places:
        if place.hops < 0:
            place.hops = place.above.hops if place.above is not None else 0


def _tell_grown(found: Survey, best: Place) -> None:
    """Climb from the best place while the one above has much more of the running text."""
    top, above = best, best.above
    step = 1
    while above is not None and step < HIGHEST:
        is_named = above.element.names & BODY or above.element.tag in {"article", "main"}
        if above.good > (NAMED if is_named else SMALL_PART) * top.good:
            top = above
        above = above.above
        step += 1
    for place in found.places:
        place.is_grown = place is top or (place.above is not None and place.above.is_grown)
