"""A block in numbers, as the model of the body asks for them."""

from __future__ import annotations

FAR = 99.0
"""Blocks or steps; further away is as good as nowhere."""


class Row:
    """One is filled anew for each block of a page."""

    # the block itself
    tag: float
    letters: float
    link_share: float
    strong_share: float
    commas: float
    ending: float
    phrase: float
    credit: float
    promo: float
    upper: float
    # least share of the page's running text in a place so called
    comment: float
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
    # its element
    frame: float
    body_share: float
    hops: float
    kin: float
    grown: float
    class_share: float
    depth: float
    from_best: float
    """Steps deeper than the best place."""
    cloth_blocks: float
    cloth_letters: float
    # the nearest place with a picture, a time, an input field
    image_blocks: float
    image_count: float
    image_letters: float
    image_hops: float
    time_blocks: float
    time_count: float
    input_blocks: float
    input_hops: float
    # what holds it, and what holds that
    container_share: float
    container_blocks: float
    container_links: float
    container_kin: float
    container_class: float
    rank: float
    """Share of the text of the place that has most in paragraphs."""
    outer_share: float
    outer_links: float
    outer_kin: float
    # its neighbours
    previous_letters: float
    previous_links: float
    previous_ending: float
    next_letters: float
    next_links: float
    next_tag: float
    next2_letters: float
    # where it stands
    since_good: float
    """Blocks since the last one of running text in the best place."""
    until_good: float
    before: float
    """Share of the running text before it."""
    after: float
    since_title: float
    heading_links: float
    """Of the heading above."""
    section_links: float
    """Letters in links since that heading."""
    section_good: float
    is_told_lead: float
    """Begins as the page's description does."""
    is_lead_first: float
    """No long paragraph of the best place stands before it."""
    repeats: float
    # the page
    page_letters: float
    best_share: float
    page_blocks: float


FEATURES = tuple(getattr(Row, "__annotations__", ()) or (name for name in vars(Row) if name[0] != "_"))
"""The columns in this order; compiled, the class knows its fields by their names only."""

LATE = ("phrase", "credit", "promo")
"""What is looked for in a block's words: no row has these. The model asks `Rows` for each, where its first trees
waver."""
