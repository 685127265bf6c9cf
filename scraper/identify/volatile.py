"""Lines of a text that change by themselves: counters, `2 hours ago`, today's date, what to read next.

Only short lines and lines that say what they are: a long line with a changed figure is news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.text import fold

SHORT = 12
"""Words; masking longer lines loses one or two real edits in a hundred."""

AGO_WORDS = 8
"""Words of a line that tells how long ago it was put there: `Published 2 hours ago by Anna Müller`."""

TEASER_WORDS = 30
"""Words of a line that begins with `Read also:`; a longer one is a paragraph."""

MOST_TEASERS = 6
"""Lines after `Read also:` that may be teasers."""

EDGE = 3
"""Lines at either end of a text among which one that holds only a date tells when it was put there; further in it is
part of a programme or a diary."""

_WORD = re.compile(r"\w+")
_COUNTED = (
    r"views?|comments?|likes?|shares?|reads?|reactions?|votes?|ratings?|retweets?|followers?|subscribers?|downloads?|"
    r"aufrufe?|kommentare?|gefällt|leser|bewertung(?:en)?|abonnenten|vues?|commentaires?|partages?|lectures?|abonnés?|"
    r"vistas|visitas|comentarios?|compartidos?|me gusta|visualizações|comentários?|visualizzazioni|commenti|"
    r"condivisioni|"
    r"просмотр\w*|комментари\w*|прочитал\w*|поделил\w*|лайк\w*|оценк\w*|рейтинг\w*|голос\w*|подписчик\w*|"
    r"перегляд\w*|коментар\w*|wyświetle\w*|komentarz\w*|阅读|评论|浏览|点赞|閲覧|コメント|조회\w*|댓글\w*"
)
_COUNTER = re.compile(rf"(?:\b|(?<=\d))(?:{_COUNTED})(?:\b|(?=\d)|$)")
_UNIT = (
    r"sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|sekunden?|minuten?|stunden?|tage?n?|wochen?|"
    r"monate?n?|jahre?n?|secondes?|heures?|jours?|semaines?|mois|ans?|années?|segundos?|minutos?|horas?|días?|semanas?|"
    r"mes(?:es)?|años?|dias?|anos?|secondi|minuti|or[ae]|giorn[io]|settiman[ae]|mes[ie]|ann[io]|"
    r"сек\w*|мин\w*|час\w*|дн\w*|день|недел\w*|месяц\w*|год\w*|лет|хвилин\w*|годин\w*"
)
_AGO = re.compile(
    rf"\b\d+ ?(?:{_UNIT}) (?:ago|назад|тому|fa|atrás)\b|\bvor \d+ (?:{_UNIT})\b|\b(?:il y a|hace|há) \d+ (?:{_UNIT})\b|"
    r"\b(?:just now|gerade eben|à l'instant|только что|щойно)\b|\d+ ?(?:秒|分钟|小时|天|分|時間|日)前"
)
_TIME_WORD = re.compile(
    r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|oct|okt|nov|dec|dez|fév|avr|juin|juil|août|déc|mär|ene|abr|ago|dic|"
    r"янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру)\w*|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"today|heute|aujourd|hui|hoy|oggi|hoje|сегодня|сьогодні|yesterday|gestern|hier|ayer|вчера|updated?|last|published|"
    r"posted|aktualisiert|veröffentlicht|stand|publié|mis|à|jour|le|actualizado|publicado|aggiornato|обновлено|"
    r"опубликовано|оновлено|опубліковано|at|on|um|uhr|am|pm|den|der|de|del|en|в|г|года|о|gmt|utc|msk|мск|cet|cest|"
    r"est|et|edt|\d+(?:st|nd|rd|th|h|z|t\d+)?"
)
_LABEL = re.compile(
    r"\W*(?:read (?:also|more|next|on)|see also|also read|"
    r"related(?: (?:articles|stories|news|content))?|more (?:on|from)|"
    r"most (?:read|popular)|recommended|you (?:may|might) (?:also )?like|don't miss|"
    r"lesen sie (?:auch|mehr|dazu)|"
    r"mehr zum thema|siehe auch|auch interessant|meistgelesen|lire aussi|à lire(?: aussi)?|"
    r"sur le même sujet|voir aussi|"
    r"lea también|te puede interesar|leer más|leggi anche|leia (?:também|mais)|читайте (?:также|ещё|еще|по теме)|"
    r"смотрите также|см\. также|по теме|материалы по теме|ещё по теме|самое читаемое|популярное|читайте також|"
    r"дивіться також|czytaj (?:też|także|również)|zobacz (?:też|także)|相关阅读|延伸阅读|関連記事)\b"
)


def lasting_words(text: str) -> list[str]:
    """The words of a text in their order, without those of lines that change by themselves."""
    return [word for line in _lasting_lines(text) for word in _WORD.findall(line)]


def is_volatile(line: str, *, at_edge: bool) -> bool:
    """Whether a folded line changes without anybody having edited the text. `at_edge`: it is among the outermost."""
    words = _WORD.findall(line)
    if len(words) <= TEASER_WORDS and _LABEL.match(line) and ":" in line:
        return True
    if len(words) > SHORT:
        return False
    has_figure = any(char.isdigit() for char in line)
    return bool(
        _LABEL.match(line)
        or (len(words) <= AGO_WORDS and _AGO.search(line))
        or (has_figure and _COUNTER.search(line) and _is_bare(words))
        or (has_figure and at_edge and all(_TIME_WORD.fullmatch(word) for word in words))
    )


def _lasting_lines(text: str) -> Iterator[str]:
    teasers = 0
    lines = [line for raw in fold(text).split("\n") if (line := " ".join(raw.split()))]
    for place, line in enumerate(lines):
        if is_volatile(line, at_edge=place < EDGE or place >= len(lines) - EDGE):
            teasers = MOST_TEASERS if _LABEL.fullmatch(line.rstrip(":")) else 0
        elif teasers and not line.endswith((".", "!", "…")) and line.count(" ") < TEASER_WORDS:
            teasers -= 1
        else:
            teasers = 0
            yield line


def _is_bare(words: list[str]) -> bool:
    """Whether a counter's line is little else: `1,204 views, 12 comments`, and not a sentence about comments."""
    named = sum(1 for word in words if not word.isdigit())
    return named <= 4
