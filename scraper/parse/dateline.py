"""The two ends of a text: the dateline that opens it, the signature that closes it. Both are kept as data.

An agency's dateline, `BERLIN (dpa) - `, is told and stays: it is part of the text wherever that is printed. One that
names the site itself, `Asien (bbabo.net), - `, is its imprint, the same on every page, and is cut like the signature.
"""

from __future__ import annotations

import re
from functools import lru_cache

from db.frozen import frozen
from scraper.parse.agencies import AGENCIES, is_agency
from scraper.text import letters, normalise

_PLACE = r"[^\W\d_][\w'’.\- ]{1,40}(?:[,/] ?[^\W\d_][\w'’.\- ]{1,30}){0,2}"
_DATE = r"(?:,? ?(?:\d{1,2}\.?\s?[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? \d{1,2})(?:,? \d{4})?)?"
_DASH = r"[-–—−:]"

_OPENINGS = (
    # Asien (bbabo.net), - ; BERLIN (dpa) - ; Moskau, 10. Februar (TASS) -
    (rf"{_DATE}\s*[,.]?\s*", rf"\((?P<agency>[^()\n]{{2,40}})\)\s*[,.:]*\s*{_DASH}+\s*"),
    # МОСКВА, 10 фев — РИА Новости. ; МОСКВА, 10 февраля. /ТАСС/.
    (rf"{_DATE}\.?\s*", rf"(?:{_DASH}|/)(?:(?<=/)|(?<!/)\s*)(?P<agency>{AGENCIES})(?:\.\s+|/\.?\s*)"),
    # Москва. 10 февраля. INTERFAX.RU -
    ("", rf"\.\s\d{{1,2}}\s[^\W\d_]{{3,10}}\.\s(?P<agency>(?i:{AGENCIES}))\s?{_DASH}+\s*"),
)
_PREFIXES = tuple((re.compile(end), re.compile(f"(?P<place>{_PLACE}?){date}{end}")) for date, end in _OPENINGS)
"""(the agency's part, the whole): the part is looked for first, for a place has many lengths to try."""

_OTHER_SCRIPTS = (
    # 新华社北京4月24日电 题： ; （中央社記者張三台北10日電） ; 中新社上海10月1日电(记者 张三)
    re.compile(
        r"[（(]?(?P<agency>新华社|新華社|中新社|中央社|中新网|人民网)(?:[记記]者\s?[\u4e00-\u9fff]{2,4}[、，]?)?"
        r"(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\d{1,2}月)?\d{1,2}日(?:综合|綜合)?(?:外)?[电電讯訊](?:[报報][道導])?[）)]?"
        r"(?:\s?[（(][记記]者[^（）()\n]{1,30}[）)])?(?:\s?题[：:])?\s*"
    ),
    # 【ワシントン共同】 ; 【北京＝山田太郎】 ; ［ロンドン　１０日　ロイター］ -
    re.compile(
        r"[【［](?P<place>[^】］＝=\s\d\n]{2,10}?)(?P<agency>共同|時事|ロイター|AFP(?=[】］]))?"
        r"(?:[＝=\s][^】］\n]{1,24})?[】］]\s*[-－―]?\s*"
    ),
    # (서울=연합뉴스) 홍길동 기자 =
    re.compile(r"\((?P<place>[^=()\n]{1,12})=(?P<agency>[^()\n]{2,12})\)(?:\s*[^=\n]{1,24}(?:기자|특파원))?\s*=\s*"),
    # नई दिल्ली, 10 फरवरी (भाषा)।
    re.compile(
        r"(?P<place>[\u0900-\u0dff][\u0900-\u0dff ]{1,30}),?\s?(?:\d{1,2}\s[\u0900-\u0dff.]{2,12})?\s?"
        r"\((?P<agency>[^()\n]{2,24})\)\s?[।:.–—-]+\s*"
    ),
    # (ANSA) - ROMA, 10 FEB -
    re.compile(
        rf"\((?P<agency>{AGENCIES})\)\s?{_DASH}\s?(?P<place>[^\W\d_a-z][^\W\d_a-z' ]{{2,30}}){_DATE}\s?{_DASH}+\s*"
    ),
)
"""Each with its own signs; a place and an agency or a date must stand in them."""

_BEHIND_PLACE = re.compile(r"\s*[(,:–—]")
_CAPITALS = re.compile(
    rf"(?P<place>[^\W\d_a-zа-яäöüßéèàçñ][^\W\d_a-zа-яäöüßéèàçñ'’.\- ]{{2,30}}){_DATE},?\s+[–—-]{{1,2}}\s+(?=\S)"
)
"""LONDON — The ...: without an agency only capitals are believed."""

_CLOSING_AGENCY = re.compile(
    rf"\s*(?P<signature>[(/\[](?:{AGENCIES})(?:[/,][^()\n]{{1,20}})?[)/\]]|(?:©|\(c\))\s?(?:{AGENCIES})\b[^\n]{{0,30}})\.?$"
)

_SIGNATURE_SIGNS = "(/[©"
"""One of these it has in any case."""

LONGEST_CLOSING = 100
"""Letters in which it lies."""

_BEFORE_A_NAME = frozenset(" ©(/[–—-")
_SENTENCE_ENDS = frozenset('\n.!?…»”"“’)')

_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")

A_SCRAP = 60
"""Letters; what is shorter and doesn't end as sentences do is no paragraph."""

LIKE_THE_LEAD = 60
"""Letters in which a standfirst and the description agree; descriptions are cut off or go on."""


@frozen
class Ends:
    """The text without the site's imprint and signature, and both ends as they were printed."""

    text: str
    place: str | None = None
    prefix: str | None = None
    """Opens the text still, if it is an agency's."""
    signature: str | None = None
    agencies: tuple[str, ...] = ()
    """Agencies that the two ends name."""


def cut_ends(
    text: str, names: tuple[str | None, ...], dateline: str | None = None, signature: str | None = None
) -> Ends:
    """Find both ends and cut what is the site's. `names`: its name and host; `dateline`, `signature`: its own rules.

    Nothing is cut that could be a sentence of the article: a dateline needs its dash, a signature must be the name of
    the site or of an agency.
    """
    ruled = _ruled(text, dateline)
    prefix, place, agency = ruled or _opening(_head(text))
    rest = text[len(prefix) :] if ruled or _is_imprint(agency, names) else text
    rest, closing = _closing(rest, (*names, agency), signature)
    rest = rest.strip()
    return Ends(rest, place, prefix or None, closing, _agencies(agency, closing)) if rest else Ends(text)


def _agencies(*ends: str | None) -> tuple[str, ...]:
    """`dpa/lhe`, `(dpa)`, `© AP 2026` name one each; a site's own name names none."""
    pieces = (piece.strip(" ()[]©0123456789.") for end in ends if end for piece in end.split("/"))
    return tuple(dict.fromkeys(piece for piece in pieces if piece and is_agency(piece)))


def _is_imprint(agency: str | None, names: tuple[str | None, ...]) -> bool:
    """Is it no agency's name, but the site's (`Example` for example.org too), or a host's?"""
    if agency is None or is_agency(agency):
        return False
    own = letters(agency)
    return _HOST.fullmatch(agency) is not None or any(letters(name or "").startswith(own) for name in names)


def below_standfirst(paragraphs: list[str], lead: str | None, dateline: str | None = None) -> list[str]:
    """Without what stands right above the paragraph with the dateline, for there the text begins: the standfirst (the
    page's own description of itself), or a scrap such as a time or a byline."""
    if len(paragraphs) < 2:
        return paragraphs
    first, second = paragraphs[:2]
    is_above = _is_scrap(first) or (lead is not None and _is_like(first, lead))
    if is_above and _is_opening(second, dateline) and not _is_opening(first, dateline):
        return paragraphs[1:]
    return paragraphs


def _is_opening(text: str, rule: str | None) -> bool:
    return bool((_ruled(text, rule) or _opening(_head(text)))[0])


def _is_scrap(text: str) -> bool:
    return len(text) < A_SCRAP and text[-1:] not in '.!?…:»”"“’)。！？।'


def _is_like(first: str, lead: str) -> bool:
    return len(first) < 2 * len(lead) and normalise(first).startswith(normalise(lead)[:LIKE_THE_LEAD])


def _ruled(text: str, rule: str | None) -> tuple[str, str | None, str | None] | None:
    """(prefix as printed, place, agency) by the site's own rule."""
    match = re.match(rule, _head(text)) if rule else None
    if match is None:
        return None
    groups = match.groupdict()
    place = groups.get("place") or (match[1] if match.re.groups else _place(match[0]))
    return match[0], place, groups.get("agency")


@lru_cache(maxsize=4)
def _opening(head: str) -> tuple[str, str | None, str | None]:
    """The same by the ways in which the world's agencies write; an empty prefix if there is none.

    Cached: the same line is asked for with and without the site's template.
    """
    likely = (whole for end, whole in _PREFIXES if end.search(head))
    for pattern in (*likely, *_OTHER_SCRIPTS):
        match = pattern.match(head)
        if match and len(match[0]) <= 100:
            return match[0], _place(match["place"]), match["agency"]
    match = _CAPITALS.match(head)
    if match and len(match["place"].split()) <= 4:
        return match[0], _place(match["place"]), None
    return "", None, None


def _head(text: str) -> str:
    """The first line, as far as a dateline may reach."""
    return text[:200].partition("\n")[0]


def _place(text: str) -> str:
    return _BEHIND_PLACE.split(text.strip(), 1)[0].strip(" .,-")


def _closing(text: str, names: tuple[str | None, ...], rule: str | None) -> tuple[str, str | None]:
    stripped = text.rstrip()
    if rule:
        found = list(re.finditer(rule, stripped, re.MULTILINE))
        if found and found[-1].end() == len(stripped) and found[-1][0]:
            return stripped[: found[-1].start()], found[-1][0].strip()
    for name in _bare(names):
        cut = _cut_name(stripped, name)
        if cut is not None:
            return stripped[:cut], stripped[cut:].strip()
    end = stripped[-LONGEST_CLOSING:]
    match = _CLOSING_AGENCY.search(end) if any(map(end.__contains__, _SIGNATURE_SIGNS)) else None
    if match:
        return stripped[: match.start() - len(end)], match["signature"]
    return text, None


@lru_cache(maxsize=1024)
def _bare(names: tuple[str | None, ...]) -> tuple[str, ...]:
    """Their letters, the longest first: a site's pages sign with the same."""
    return tuple(sorted({bare for name in names if (bare := letters(name or ""))}, key=len, reverse=True))


def _cut_name(text: str, letters: str) -> int | None:
    """Where the site's name begins, if the text ends with it on a line of its own or behind a full stop."""
    start = len(text)
    wanted = list(letters)
    while wanted and start:
        start -= 1
        char = text[start].casefold()
        if char.isalnum():
            if not wanted or char != wanted.pop():
                return None
        elif len(text) - start > len(letters) + 8:
            return None
    while start and text[start - 1] in _BEFORE_A_NAME:
        start -= 1
    return start if not wanted and start and text[start - 1] in _SENTENCE_ENDS else None
