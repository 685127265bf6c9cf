"""Is the text whole? What was observed, apart from what the publisher claims of free access."""

from __future__ import annotations

import re
from typing import Any

from scraper.parse.blocks import Page
from scraper.parse.phrases import phrase
from scraper.parse.sayings import Sayings
from scraper.text import normalise, word_count

SHORT = 120
"""Words; what is not free and no longer is a beginning."""

MUCH_MORE = 1.3
"""The publisher's own count or copy of the text is so many times as long: the rest isn't shown."""

AS_LONG = 0.9
"""A text with so much of what the publisher counts is whole."""

NOT_WORDS = 4.0
"""A count so many times as long counts letters, unless the page isn't free."""

BEGINNING = 600
"""Words; what is longer stands whole above an offer to subscribe, unless it is said not to be free."""

NEAR = 6
"""Blocks behind the text in which a wall stands, if there is one."""

CUT_OFF = Sayings(
    r"(?:\.\.\.|…|\[\s?(?:\.\.\.|…)\s?\]|\((?:\.\.\.|…)\))\s*$|"
    r"(?<![^.…!?\s])(?:read (?:on|more|the full (?:story|article))|continue reading|weiterlesen|lire la suite|"
    r"leer más|seguir leyendo|leggi tutto|continua a leggere|ler mais|continue lendo|читать далее|читать полностью|"
    r"lees verder|läs mer|les mer|læs mere|czytaj dalej|devamını oku|続きを読む|全文阅读)\W*$",
    "...|…|[|(|read |continue |weiterlesen|lire la|leer|seguir|leggi|continua |ler |читать|lees|läs|les mer|læs|czytaj|"
    "devamını|続きを|全文阅读",
)
"""How a teaser ends."""

WALL = Sayings(
    r"subscri\w+ to (?:continue|read|keep|unlock|access)|to (?:continue|keep) reading|already (?:a )?subscrib|"
    r"(?:for|to) subscribers only|subscribers? (?:only|can read)|unlock (?:this|the full)|"
    r"register to (?:continue|read)|"
    r"log ?in to (?:continue|read)|you have (?:reached|read) (?:your|all)|this (?:article|story|content) is "
    r"(?:only )?(?:for|available to|reserved for|exclusive)|start your (?:free )?(?:trial|subscription)|"
    r"jetzt (?:weiterlesen|freischalten|testen)|weiterlesen mit|bereits abonn|mit (?:einem )?abo (?:weiter)?lesen|"
    r"diesen artikel weiterlesen|nur für abonnent|sie haben bereits ein abo|um (?:den artikel )?weiterzulesen|"
    r"réservé (?:à nos|aux) abonnés|il vous reste [\d.,]+\s?%|pour lire la suite|déjà abonné|"
    r"(?:para|sólo para) (?:seguir leyendo|suscriptores)|suscríbete para|contenuto riservato|"
    r"per continuare a leggere|"
    r"riservato agli abbonati|exclusivo para assinantes|continue lendo com|для подписчиков|оформите подписку|"
    r"чтобы (?:прочитать|читать) (?:дальше|полностью)|alleen voor abonnees|för prenumeranter|logg inn for å lese|"
    r"kun for abonnenter|tylko dla prenumeratorów|有料(?:会員|記事)|残り\s?[:：]?\s?\d+文字|会員限定",
    "subscri|to continue|to keep|already|for subscribers|to subscribers|unlock|register to|log in|login|you have|"
    "this article|this story|this content|start your|jetzt |weiterlesen|bereits abonn|mit |diesen artikel|nur für|"
    "sie haben|um |réservé|il vous|pour lire|déjà|para |sólo |suscríbete|contenuto|per continuare|riservato|exclusivo|"
    "continue lendo|для |оформите|чтобы |alleen|för prenumeranter|logg inn|kun for|tylko dla|有料|残り|会員限定",
)


def is_truncated(
    text: str, words: int, article: dict[str, Any] | None, page: Page, *, is_free: bool | None, goes_on: bool
) -> bool | None:
    """Does the page show only a part of its article? None: nothing speaks for either.

    `words`: of the text. `article`: its JSON-LD node. `is_free`: the publisher's claim. `goes_on`: another page has
    the next part.
    """
    if not words:
        return None
    if goes_on or _is_cut_off(_last(text)):
        return True
    if (words < BEGINNING or is_free is False) and _is_walled(text, page):
        return True
    told = _told_words(article)
    is_count = told and (is_free is False or told < NOT_WORDS * words)
    if is_count and told > MUCH_MORE * words + 20:
        return True
    if is_free is False and words < SHORT:
        return True
    return False if is_free or (is_count and words >= AS_LONG * told) else None


def _is_cut_off(last: str) -> bool:
    """Does the last paragraph end like a teaser? A line like `You may also like ...` is none."""
    return any(CUT_OFF.find(last[-80:])) and not (len(last) < 60 and phrase(last))


def _told_words(article: dict[str, Any] | None) -> int:
    """How long the text is by the publisher's own copy of it, else by his count; 0 for unknown."""
    body = article.get("articleBody") if article else None
    if isinstance(body, str) and body.strip():
        return word_count(body)
    count = article.get("wordCount") if article else None
    if isinstance(count, str):
        digits = re.sub(r"[.,\s]", "", count)
        count = int(digits) if digits.isdecimal() and len(digits) < 7 else 0
    return int(count) if isinstance(count, int | float) and 0 < count < 10**6 else 0


def _is_walled(text: str, page: Page) -> bool:
    """Does the text end with, or stand right before, an offer to show the rest?"""
    if any(WALL.find(text[-300:])):
        return True
    following = page.blocks[_end_of(_last(text), page) :][:NEAR]
    return any(WALL.find("\n".join(block.text for block in following if len(block.text) < 300)))


def _last(text: str) -> str:
    """Its last paragraph."""
    border = text.rfind("\n\n")
    return text if border < 0 else text[border + 2 :]


def _end_of(last: str, page: Page) -> int:
    """Where the blocks behind the last paragraph begin: most often it is a block as it stands."""
    blocks = page.blocks
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at].text == last:
            return at + 1
    last = normalise(last)
    near = len(last) // 2  # folding may change a text's length, but hardly so much
    ends = (at for at in range(len(blocks) - 1, -1, -1) if len(blocks[at].text) >= near)
    return next((at for at in ends if normalise(blocks[at].text) == last), len(blocks)) + 1
