"""The pages that are no articles: home pages, sections with their pagination, tag, about, contact, login, 404."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from scraper.sample import oddities
from scraper.sample.frame import document, link, newsletter, tag, void
from scraper.sample.language import LANGUAGES, NAME, WORDS, Language
from scraper.sample.piece import Piece

PER_PAGE = 6


def front_page(newest: Sequence[Piece], base: str) -> str:
    """The page at `/`: the newest of all languages."""
    body = f"<main><h1>{NAME}</h1>{_cards(newest)}{newsletter('en')}</main>"
    return document("en", WORDS["en"].tagline, _alternates(base), body)


def home_page(language: Language, newest: Sequence[Piece], base: str) -> str:
    words = WORDS[language]
    body = f"<main><h1>{escape(words.tagline)}</h1>{_cards(newest)}{newsletter(language)}</main>"
    return document(language, words.home, [*_alternates(base), _feed_link(language, base)], body)


def section_page(language: Language, section: str, shown: Sequence[Piece], page: int, pages: int, base: str) -> str:
    """One page of a section; the first one of the economy has the odd links."""
    words = WORDS[language]
    name, path = words.sections[section][1], oddities.section_path(language, section)
    head = [void("link", rel="canonical", href=base + page_path(path, page)), _feed_link(language, base)]
    turn = ""
    if page < pages:
        following = page_path(path, page + 1)
        head.append(void("link", rel="next", href=base + following))
        turn = tag("nav", link(following, words.next_page, rel="next"), class_="pagination")
    extra = _most_read(language) if section == "economy" and page == 1 else ""
    body = f"<main><h1>{escape(name)}</h1>{_cards(shown)}{turn}{extra}{newsletter(language)}</main>"
    return document(language, name, head, body)


def page_path(section: str, page: int) -> str:
    return section if page == 1 else f"{section}?page={page}"


def tag_page(language: Language, shown: Sequence[Piece]) -> str:
    name = WORDS[language].tag[1]
    return document(language, name, [], f"<main><h1>#{escape(name)}</h1>{_cards(shown)}</main>")


def plain_page(language: Language, title: str, text: str) -> str:
    body = f"<main><h1>{escape(title)}</h1><p>{escape(text)}</p></main>"
    return document(language, title, [], body)


def login_page() -> str:
    words = WORDS["en"]
    form = (
        '<form action="/login" method="post"><label>E-mail <input type="email" name="mail"></label>'
        f'<label>Password <input type="password" name="password"></label><button>{words.login}</button></form>'
    )
    return document("en", words.login, [], f"<main><h1>{words.login}</h1>{form}</main>")


def not_found_page(language: Language, newest: Sequence[Piece]) -> str:
    words = WORDS[language]
    body = f"<main><h1>404</h1><p>{escape(words.not_found)}</p>{_cards(newest)}</main>"
    return document(language, "404", [], body)


def forbidden_page(path: str) -> str:
    """A draft that robots.txt keeps crawlers from; it looks like an article, so that a mistake would show."""
    text = "Dieser Entwurf ist noch nicht freigegeben. Wer ihn liest, hat die Sperre in der robots.txt nicht beachtet. "
    number = path.rsplit("/", 1)[-1].partition("-")[0]
    body = f"<main><article><h1>Entwurf {number}</h1><p>{text * 4}</p><p>{text * 3}</p></article></main>"
    return document("de", f"Entwurf {number}", [], body)


def _cards(shown: Sequence[Piece]) -> str:
    return "\n".join(["", '<div class="cards">', *(_card(piece) for piece in shown), "</div>", ""])


def _card(piece: Piece) -> str:
    title = tag("h2", link(piece.path, piece.title))
    day = WORDS[piece.language].day(piece.published_at)
    teaser = tag("p", escape(piece.lead), class_="teaser")
    return f'<section class="card">{title}<span class="date">{day}</span>{teaser}</section>'


def _most_read(language: Language) -> str:
    """The box whose links lead to articles by detours, and in German to drafts that nobody should see."""
    links = [(oddities.detour(piece, form), piece.title) for piece, form in oddities.most_read(language)]
    if language == "de":
        links += [(path, "Entwurf der Redaktion: noch nicht freigegeben") for path in oddities.FORBIDDEN]
    items = "\n".join(f"<li>{link(path, title)}</li>" for path, title in links)
    return f'<aside class="most-read"><h3>{escape(WORDS[language].most_read)}</h3><ol>\n{items}\n</ol></aside>'


def _alternates(base: str) -> list[str]:
    homes = [(language, base + oddities.home_path(language)) for language in LANGUAGES]
    return [void("link", rel="alternate", hreflang=language, href=url) for language, url in homes]


def _feed_link(language: Language, base: str) -> str:
    path, content_type = oddities.FEEDS[language]
    return void("link", rel="alternate", type=content_type, title=NAME, href=base + path)
