"""The main text: which part of the page holds the article, and which of its blocks belong to it.

Every paragraph speaks for its container and, at half voice, for the container above (after Arc90's Readability, 2009);
the winner grows over siblings cut from the same cloth; what is left is looked at once more, block by block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.parse.blocks import Block, Element, Page
from scraper.text import letters, normalise

GOOD_LETTERS = 25
"""Shorter paragraphs don't vote."""

LINK_SHARE = 0.5
"""A block with more of its letters in links is a menu or a teaser."""

PARDON = 0.45
"""A place with more than this share of the page's good text is no sidebar, whatever it is called."""

GROW = 0.2
"""Siblings that bring this share of text more are part of the article."""

NAMED = 1.25
"""The same for the place above if it is an <article> or is named for the text."""

HIGHEST = 40
"""Places above the first find that are looked at; a bound on the work for pages nested without end."""

SMALL_PART = 2.5
"""What holds so much less than the place above is not the article, but a part of it."""

_SENTENCE = re.compile(r"[.!?…:;»”\"“’)。！？।]\s*$")
_COMMA = re.compile(r"[,،、，;]")
_JUNK = re.compile(
    r"(?:share(?: this)?|tweet|print|e-?mail|copy link|comments?|advertisement|advertising|anzeige|werbung|реклама|"
    r"publicité|read (?:more|also|next)|see also|also read|more on this|related(?: (?:articles|"
    r"stories|topics|news|content))?|"
    r"recommended|mehr zum thema|lesen sie auch|lesen sie mehr|siehe auch|weiterlesen|lire aussi|à lire aussi|"
    r"читайте также|смотрите также|по теме|leggi anche|lea también|te puede interesar|leia também|czytaj także|"
    r"most read|most popular|trending|newsletter|subscribe|sign up|follow us|photo|image|foto|video|listen|loading|"
    r"story continues below.*|continue reading.*|article continues.*|skip (?:to|past) .*|this article was .*updated.*)"
    r"[\s:：.…>»-]*",
    re.IGNORECASE,
)
_READ_ALSO = re.compile(
    r"^(?:read (?:more|also|next)|see also|also read|related|more:|lesen sie (?:auch|mehr)|mehr zum thema|siehe auch|"
    r"lire aussi|à lire(?: aussi)?|читайте также|leggi anche|lea también|leia também|czytaj (?:także|też)|oku|watch|"
    r"don't miss|recommended)\s*[:：\-–|]",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"^(?:photo|foto|image|bild|picture|фото|crédit|credit|copyright|©)\b.{0,120}$", re.IGNORECASE)
_STAMP = re.compile(
    r"^(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|aktualisiert|stand:|publié|mis à jour|"
    r"опубликовано|обновлено|publicado|actualizado|pubblicato|aggiornato)\b.{0,80}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^(?:by|von|par|por|di|автор:?|text:|redaktion:?)\s+\S.{0,60}$", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def main_text(page: Page, title: str | None, witness: str | None = None, names: Sequence[str] = ()) -> list[str]:
    """The paragraphs of the article. `witness`: JSON-LD's articleBody, which shows where the text stands.
    `names`: what the site may sign with; a last line of that kind is no scrap."""
    if not page.blocks:
        return []
    _weigh(page)
    found = _with_witness(page, witness) if witness else None
    container = found if found is not None else _container(page)
    blocks = _inside(page, container)
    kept = _second_look(blocks, title, {letters(name) for name in names})
    return [block.text for block in kept]


def _weigh(page: Page) -> None:
    """Pardon what is called bad and holds most of the good text, then let the good blocks vote."""
    good = [block for block in page.blocks if _is_good(block)]
    letters = sum(len(block.text) for block in good)
    shares: dict[str, int] = {}
    for block in good:
        for signature in {page.elements[i].signature for i in page.ancestors(block.element) if page.elements[i].is_bad}:
            shares[signature] = shares.get(signature, 0) + len(block.text)
    pardoned = {signature for signature, share in shares.items() if share > PARDON * letters}
    for element in page.elements:
        element.is_bad = element.is_bad and element.signature not in pardoned
    for block in good:
        places = page.ancestors(block.element)
        if not any(page.elements[index].is_bad for index in places):
            for index in places:
                page.elements[index].text += len(block.text)
            _vote(page, block)


def _is_good(block: Block) -> bool:
    """A paragraph of running text."""
    size = len(block.text)
    if size < GOOD_LETTERS or block.links > LINK_SHARE * size or block.tag in _HEADINGS:
        return False
    if block.tag in {"p", "blockquote", "td", "pre"}:
        return True
    return size >= 60 and (_SENTENCE.search(block.text) is not None or len(_COMMA.findall(block.text)) >= 2)


def _vote(page: Page, block: Block) -> None:
    weight = 1 + min(len(_COMMA.findall(block.text)), 8) * 0.5 + min(len(block.text) / 100, 4)
    if block.tag == "li":
        weight *= 0.4
    own = page.elements[block.element]
    # A block in a <p> speaks for what holds the <p>; bare text in a <div> speaks for the <div> itself.
    above = page.ancestors(block.element)
    places = above[1:] if own.tag not in {"div", "section", "article", "main", "td", "body"} else above
    for distance, index in enumerate(places[:3]):
        element = page.elements[index]
        share = (1.0, 0.5, 0.2)[distance]
        element.score += weight * share * (1.3 if element.is_body or element.tag == "article" else 1.0)


def _container(page: Page) -> int:
    best = max(range(len(page.elements)), key=lambda index: page.elements[index].score, default=0)
    return _grown(page, best)


def _grown(page: Page, index: int) -> int:
    """Climb while the place above has more of the article: in siblings that look alike, or in a place named for it.

    What lies in bad places doesn't count, so that what is left above a small part of the text is the rest of it.
    """
    found = index
    for above in page.ancestors(index)[1:HIGHEST]:
        outer, element = page.elements[above], page.elements[found]
        siblings = sum(
            other.text
            for other in page.elements
            if other.parent == above and other is not element and not other.is_bad and _is_kin(other, element)
        )
        is_named = outer.is_body or outer.tag in {"article", "main"}
        if (
            siblings > GROW * element.text
            or (is_named and outer.text > NAMED * element.text)
            or outer.text > SMALL_PART * element.text
        ):
            found = above
    return found


def _is_kin(other: Element, element: Element) -> bool:
    return other.signature == element.signature or other.tag in {"p", "blockquote", "ul", "ol"}


def _with_witness(page: Page, witness: str) -> int | None:
    """The lowest place that holds what of the page's text is in articleBody; None where too little of it is."""
    told = f" {normalise(witness)} "
    matching: dict[int, int] = {}
    total = 0
    for block in page.blocks:
        if len(block.text) >= GOOD_LETTERS and f" {normalise(block.text)} " in told:
            total += len(block.text)
            for index in page.ancestors(block.element):
                matching[index] = matching.get(index, 0) + len(block.text)
    if total < 0.5 * len(witness) or total < 200:
        return None
    # Elements are numbered from the top down, so of those that hold it all the last one is the lowest.
    index = max(index for index, size in matching.items() if size >= 0.92 * total)
    for place in page.ancestors(index):
        page.elements[place].is_bad = False
    return index


def _inside(page: Page, container: int) -> list[Block]:
    """The container's blocks, without what lies in bad places below it."""
    inside: dict[int, bool] = {container: True}

    def belongs(index: int) -> bool:
        trail = []
        while index not in inside and index >= 0:
            trail.append(index)
            index = page.elements[index].parent
        answer = inside.get(index, False)
        for place in reversed(trail):
            answer = answer and not page.elements[place].is_bad
            inside[place] = answer
        return answer

    return [block for block in page.blocks if belongs(block.element)]


def _second_look(blocks: Sequence[Block], title: str | None, signatures: set[str]) -> list[Block]:
    """Without the headline's repetition, teasers, credits, bylines, and headings that nothing follows."""
    headline = normalise(title or "")
    kept: list[Block] = []
    for block in blocks:
        text = block.text
        size = len(text)
        if headline and len(kept) < 4 and normalise(text) == headline:
            kept.clear()  # what stands above the headline is not the article
            continue
        if block.tag == "h1" or _JUNK.fullmatch(text) or (size < 250 and _READ_ALSO.match(text)):
            continue
        if (
            block.links > LINK_SHARE * size
            and (size < 200 or block.links > 0.8 * size)
            and not _is_linked_sentence(block)
        ):
            continue
        if size < 130 and (_CREDIT.match(text) or _STAMP.match(text)):
            continue
        if size < 70 and len(kept) < 3 and _BYLINE.match(text):
            continue
        if not any(letter.isalnum() for letter in text):
            continue
        kept.append(block)
    return _trimmed(kept, signatures)


def _is_linked_sentence(block: Block) -> bool:
    return (
        block.tag == "p"
        and len(block.text) > 60
        and block.links < 0.95 * len(block.text)
        and bool(_SENTENCE.search(block.text))
    )


def _trimmed(blocks: list[Block], signatures: set[str]) -> list[Block]:
    """Without short scraps before the first sentence and headings after the last one."""
    start, end = 0, len(blocks)
    while end > start and (blocks[end - 1].tag in _HEADINGS or _is_scrap(blocks[end - 1])):
        if letters(blocks[end - 1].text) in signatures:
            break
        end -= 1
    while start < end and _is_scrap(blocks[start]) and blocks[start].tag != "li":
        start += 1
    return blocks[start:end] if start < end else blocks


def _is_scrap(block: Block) -> bool:
    return len(block.text) < 40 and block.tag in {"div", "td", "li"} and not _SENTENCE.search(block.text)
