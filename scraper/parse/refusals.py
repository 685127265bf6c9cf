"""Pages that are no article whatever is in them: why, in a few words for a person.

Block page, consent wall, soft 404, login, front page, section, tag, search: each is known by what it says (a short page
only: an article may write about captchas), by its own types, or by its address.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from scraper.article import SOFT_404
from scraper.parse.blocks import Page
from scraper.parse.document import Document
from scraper.parse.jsonld import ARTICLE_TYPES

SHORT = 150
"""Words; what has more text is judged by other signs than its words."""

SAMPLE = 1500
"""Letters of the page's blocks that are looked into where it has hardly any text."""

TITLE = 80
"""Letters; a longer title is a headline."""

_SAYINGS = (
    (
        "a block page",
        r"access (?:to this page has been )?denied|you have been blocked|(?:are you|not) a robot|captcha|"
        r"just a moment\b|attention required|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human|"
        r"unusual (?:traffic|activity)|pardon our interruption|request unsuccessful|bot (?:detection|protection)|"
        r"(?:please )?enable (?:javascript|js)\b[^.]{0,40}(?:cookies|continue|ad.?block)|403 forbidden|^forbidden$|"
        r"too many requests|please turn javascript on|ddos protection|access to this (?:site|resource)[^.]{0,30}denied|"
        r"доступ (?:запрещ|ограничен)|вы не робот|zugriff verweigert|accès refusé|acceso denegado",
    ),
    (
        "a consent wall",
        r"before you continue to|we value your privacy|we (?:and our|use cookies and)[^.]{0,80}partners|"
        r"manage (?:your )?(?:cookie|consent|privacy) (?:preferences|settings|choices)|cookie consent|"
        r"weiter mit werbung|mit werbung (?:weiterlesen|und)|werbefrei (?:lesen|im abo)|pur[- ]abo|"
        r"zustimmung (?:zur|für)[^.]{0,30}(?:cookies|daten)|einwilligung[^.]{0,40}(?:cookies|daten|tracking)|"
        r"wir und unsere[^.]{0,30}partner|continuer sans accepter|nous (?:et nos|utilisons)[^.]{0,60}partenaires|"
        r"continuar sin aceptar|rifiuta e abbonati|accetta e continua|datenschutzeinstellungen",
    ),
    (
        SOFT_404,
        r"\b404\b|(?:page|article|story|content|url|file) (?:could |can)?(?:not|n['’]t|cannot) be found|"
        r"(?:page|file) not found|^not found$|"
        r"page (?:you (?:requested|are looking for|were looking for|have requested)|(?:no longer|does ?n[o'’]t) exist)|"
        r"no longer available|page (?:has been|was) removed|nothing (?:was )?found|oops|"
        r"(?:seite|artikel|inhalt)[^.]{0,40}(?:nicht gefunden|existiert nicht|nicht (?:mehr )?(?:vorhanden|verfügbar))|"
        r"page (?:introuvable|non trouvée)|n['’]existe (?:pas|plus)|página no (?:encontrada|existe|disponible)|"
        r"página não encontrada|pagina non trovata|страница не (?:найдена|существует)|ничего не найдено|"
        r"pagina niet gevonden|sidan (?:kunde inte hittas|finns inte)|siden (?:ble|blev) ikke funnet|nie znaleziono|"
        r"sayfa bulunamadı|ページが見つかりません|页面不存在|找不到",
    ),
    (
        "a login page",
        r"^(?:log ?in|sign ?in|sign ?up|register|anmelden|einloggen|login|registrieren|connexion|se connecter|"
        r"iniciar sesión|accedi|entrar|войти|вход|регистрация|logga in|logg inn|zaloguj)\b|"
        r"(?:log|sign) ?in to (?:your account|continue)|create (?:an|your) account|forgot(?:ten)? (?:your )?password",
    ),
)  # fmt: skip
_SAYS = tuple((what, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for what, pattern in _SAYINGS)

_ADDRESSES = (
    ("a tag or topic page", r"tags?|topics?|thema|themen|tema|temas|etiqueta|keyword|hashtag|mot-cle"),
    ("a section page", r"category|categories|rubric|rubrik|rubrique|ressort|section|kategorie|categoria"),
    ("an author's page", r"authors?|autor|autoren|auteur|contributors?|journalist"),
    ("a search page", r"search|suche|recherche|buscar|busca|cerca|poisk"),
    (
        "a login page",
        r"login|log-in|signin|sign-in|signup|sign-up|register|registration|account|subscribe|anmelden|abo-shop",
    ),
    (
        "a service page",
        r"about(?:-us)?|contact(?:-us)?|impressum|imprint|privacy(?:-policy)?|datenschutz|terms(?:-of-\w+)?|agb|"
        r"cookie(?:s|-policy)?|kontakt|ueber-uns|a-propos|o-nas|faq",
    ),
)
_ADDRESS = re.compile("/(?:" + "|".join(f"({words})" for _, words in _ADDRESSES) + r")(?:/[^/]*){0,2}(?:\.\w+)?$")
"""In small letters. Such pages have at most a name and a page's number behind the word; articles stand deeper."""
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+)?")
_CONSENT_HOSTS = ("consent.", "cmp.", "privacy.")
_COLLECTIONS = {
    "collectionpage": "a section page",
    "itemlist": "a list",
    "searchresultspage": "a search page",
    "profilepage": "an author's page",
    "aboutpage": "a service page",
    "contactpage": "a service page",
}
_OTHER_KINDS = {"product", "recipe", "jobposting", "event", "qapage", "discussionforumposting", "softwareapplication"}


def why_refused(
    document: Document,
    page: Page,
    title: str | None,
    words: int,
    types: AbstractSet[str],
    *,
    claims: bool,
    is_told: bool,
) -> str | None:
    """The reason; None for what may be an article.

    `words`: of the text found. `types`: of all JSON-LD nodes. `claims`: page or feed call it an article. `is_told`: a
    feed does, which is believed against the page's words.
    """
    said = None if is_told or words >= SHORT else _says(page, title, words)
    if said is not None:
        return said
    address = urlsplit(document.address) if document.address else None
    if address and _is_consent_wall(f"{address.netloc}{address.path}".lower()):
        return "this is a consent wall, by its address"
    if address and _FRONT.fullmatch(address.path) and not address.query and not types & ARTICLE_TYPES:
        return "this is a front page"
    if claims:
        return None
    if types & _OTHER_KINDS:
        return f"the page says that it is: {', '.join(sorted(types & _OTHER_KINDS))}"
    match = _ADDRESS.search(address.path.lower()) if address else None
    if match:
        return f"this is {_ADDRESSES[(match.lastindex or 1) - 1][0]}, by its address"
    named = sorted(types & set(_COLLECTIONS))
    return f"this is {_COLLECTIONS[named[0]]}: the page says so" if named else None


def _is_consent_wall(address: str) -> bool:
    """Host and path in small letters."""
    return address.startswith(_CONSENT_HOSTS) or "/consent/" in address or "collectconsent" in address


def _says(page: Page, title: str | None, words: int) -> str | None:
    """By the title; where there is next to no text, by what else stands on the page."""
    headline = title or ""
    for what, saying in _SAYS:
        if len(headline) < TITLE and saying.search(headline):
            return f"this is {what}: the title says: {headline}"
    if words >= SHORT // 3:
        return None
    shown = "\n".join(block.text for block in page.blocks[:40])[:SAMPLE]
    for what, saying in _SAYS[:3]:
        match = saying.search(shown)
        if match:
            return f"this is {what}: it says: {match[0].strip()}"
    return None
