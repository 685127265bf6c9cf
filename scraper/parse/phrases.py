"""Lines that newsrooms print around a text: shares, teasers, credits, stamps, bylines, appeals and their like."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scraper.automaton import Mentions

_PHRASES = (
    r"(?:share(?: this)?(?: \w+)?|tweet|print|e-?mail|copy link|(?:\d+ )?comments?|leave a (?:comment|reply)|"
    r"teilen|drucken|partager|compartir|condividi|поделиться|loading\W*|listen|watch|play|close|menu|search|save|"
    r"follow(?: us)?|image|photo|foto|video|gallery|advertisement|advertising|anzeige|werbung|реклама|publicité|"
    r"publicidad|pubblicità|sponsored|ad)\W*$",
    r"(?:read (?:more|also|next|the full)|see also|also read|more on|more from|related|recommended|you may also|"
    r"mehr zum thema|lesen sie|siehe auch|weiterlesen|lire aussi|à lire|voir aussi|читайте|смотрите также|по теме|"
    r"leggi anche|lea también|te puede interesar|leia (?:também|mais)|czytaj|zobacz|oku|watch[: ]|don.t miss|"
    r"most (?:read|popular)|trending|top stories|editor.s picks?|lees ook|les også|läs (?:mer|också)|læs også|"
    r"further reading|in case you missed|what to (?:know|read))",
    r"(?:photo|foto|image|bild|picture|фото|crédit|credit|copyright|©|\(c\)|getty|reuters/|ap photo|quelle:|"
    r"source:|source |photograph|illustration|courtesy)",
    r"(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|aktualisiert|stand:|publié|mis à jour|"
    r"опубликовано|обновлено|publicado|actualizado|pubblicato|aggiornato|\d{1,2}[./ ]\S{1,9}[./ ]\d{2,4}|"
    r"\w{3,9}+\.? \d{1,2},? \d{4}|\d+ min)",
    r"(?:by|von|par|por|di|автор|text|redaktion|written by|reporting by|edited by|editing by|about the author|"
    r"follow \w+ on|additional reporting|with (?:files|reporting) from|contact \w+|email )\b",
    r"(?:newsletter|subscribe|sign up|sign in|log ?in|register|get (?:the|our|more)|join |download|enter your|"
    r"your email|this site|we use|cookies|support |donate|click here|abonn|s.abonner|suscr|already a|to continue|"
    r"unlock|start your|melden sie|jetzt |download|follow us|like us|have a (?:tip|story)|got a|send us|want more|"
    r"never miss|stay )",
    r"(?:story continues|continue reading|article continues|skip (?:to|past)|this (?:article|story|post) (?:was|"
    r"is|has)|scroll|tap |the post .* appeared first|filed under|tags?:|topics?:|categor|all rights|terms|privacy|"
    r"disclaimer|disclosure|correction)",
)
_ALL = re.compile("|".join(f"({phrase})" for phrase in _PHRASES))


def phrase(text: str) -> float:
    """The number of the kind of phrase that opens `text`, counted from 1; 0 for none."""
    found = _ALL.match(_small(text))
    return float(found.lastindex or 0) if found else 0.0


_CREDITS = (
    "(ap", "ap photo", "photo:", "photos:", "photo/", "photo by", "photos by", "photograph by", "getty", "reuters/",
    "/reuters", "afp", "shutterstock", "file photo", "file -", "foto:", "fotos:", "bild:", "©", "courtesy of",
    "pictured", "imago", "dpa/", "/dpa", "epa/", "crédit", "фото", "image:", "image source", "image credit", "credit:",
    "istock", "unsplash", "alamy", "pa wire", "handout", "screengrab", "screenshot",
)  # fmt: skip
"""What a caption says of whose picture it is, wherever in it that stands."""


def credited(text: str) -> float:
    """How many of such words stand in `text`."""
    return float(_in_credits().distinct(_small(text)))


@lru_cache(maxsize=4)
def _small(text: str) -> str:
    """In small letters, which takes long for most languages: of one line after the other several things are asked."""
    return text.lower()


@cache
def _in_credits() -> Mentions:
    return Mentions((_CREDITS,))


_PROMOTIONS = re.compile(
    r"newsletter|subscri|sign(?:ing)? up\b|our app\b|news app\b|app store|google play|click(?:ing)? here|"
    r"follow us|whatsapp|telegram|delivered to|your inbox|free trial|podcast|download|cookies|"
    r"all rights reserved|privacy policy|affiliate|commission|sponsor|support us|donat|comments? (?:are|policy|"
    r"section)|moderat|abonn|abonament|jetzt |unsere app|kommentar|anmelden|suscr|inscri|boletín|"
    r"comentário|comentario|iscriviti|assine|подпи|коммент|рассыл|購読|会員|订阅|關注|关注",
)
"""Words of those who want something of the reader, wherever in a line they stand."""

_BEGINNINGS = (
    "newsletter", "subscri", "sign", "our app", "news app", "app store", "google play", "click", "follow us",
    "whatsapp", "telegram", "delivered to", "your inbox", "free trial", "podcast", "download", "cookies",
    "all rights reserved", "privacy policy", "affiliate", "commission", "sponsor", "support us", "donat", "comment",
    "moderat", "abon", "jetzt ", "unsere app", "kommentar", "anmelden", "suscr", "inscri", "boletín", "comentário",
    "comentario", "iscriviti", "assine", "подпи", "коммент", "рассыл", "購読", "会員", "订阅", "關注", "关注",
)  # fmt: skip
"""What each of them begins with: few lines have any, and trying them there alone takes a tenth of the time."""


def promotes(text: str) -> float:
    """How often such words open: 0, 1, 2 (or more)."""
    text = _small(text)  # a pattern that heeds case is four times as quick
    count, end = 0, 0
    for start in _in_beginnings().places(text):
        found = _PROMOTIONS.match(text, start) if start >= end else None
        if found:
            count, end = count + 1, found.end()
        if count == 2:
            break
    return float(count)


@cache
def _in_beginnings() -> Mentions:
    return Mentions((_BEGINNINGS,))
