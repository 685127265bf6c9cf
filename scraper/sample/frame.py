"""What stands around the content of every page: document, head, header, footer."""

from __future__ import annotations

from html import escape

from scraper.sample import oddities
from scraper.sample.language import LANGUAGES, NAME, WORDS, Language


def tag(element: str, content: str, /, **attributes: str) -> str:
    """An element; `content` is markup already, attribute values are not. `class_` stands for `class`."""
    return f"<{element}{_attributes(attributes)}>{content}</{element}>"


def void(element: str, /, **attributes: str) -> str:
    """An element without content or end."""
    return f"<{element}{_attributes(attributes)}>"


def meta(name: str, content: str) -> str:
    key = "property" if name.startswith(("og:", "article:")) else "name"
    return f'<meta {key}="{escape(name)}" content="{escape(content)}">'


def document(language: Language, title: str, head: list[str], body: str, *, charset: str | None = "utf-8") -> str:
    """A whole page of the site; `charset=None` says nothing of it."""
    words = WORDS[language]
    said = [void("meta", charset=charset)] if charset else []
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        "<head>",
        *said,
        void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{escape(title)} | {NAME}"),
        *head,
        void("link", rel="icon", href="/favicon.ico"),
        "<style>body{font:18px/1.5 Georgia,serif;max-width:44rem;margin:auto}nav a{margin-right:1rem}</style>",
        "</head>",
        "<body>",
        _header(language),
        body,
        _footer(language, words.footer),
        '<script>window.dataLayer=window.dataLayer||[];dataLayer.push({"event":"view"});</script>',
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def link(href: str, words: str, **attributes: str) -> str:
    return tag("a", escape(words), href=href, **attributes)


def newsletter(language: Language) -> str:
    words = WORDS[language]
    return tag(
        "aside",
        f"<h4>{escape(words.newsletter)}</h4><p>{escape(words.newsletter_pitch)}</p>"
        f'<form action="/newsletter" method="post"><input type="email" name="mail">'
        f"<button>{escape(words.subscribe)}</button></form>",
        class_="newsletter-box",
    )


def _header(language: Language) -> str:
    words = WORDS[language]
    sections = [(oddities.section_path(language, key), name) for key, (_, name) in words.sections.items()]
    sections = [(oddities.home_path(language), words.home), *sections]
    menu = "\n".join(f"<li>{link(path, name)}</li>" for path, name in sections)
    others = " ".join(link(oddities.home_path(other), other.upper(), hreflang=other) for other in LANGUAGES)
    return "\n".join(
        [
            '<header class="site-header">',
            f'<a class="logo" href="{oddities.home_path(language)}">{NAME}</a>',
            f'<p class="tagline">{escape(words.tagline)}</p>',
            f'<nav class="main-nav"><ul>\n{menu}\n</ul></nav>',
            f'<div class="languages">{others} {link(oddities.LOGIN, words.login, class_="login")}</div>',
            "</header>",
        ]
    )


def _footer(language: Language, rights: str) -> str:
    pages = [link(path, title) for path, title, _ in oddities.plain_pages(language)]
    pages.append(link(oddities.tag_path(language), WORDS[language].tag[1]))
    return f'<footer class="site-footer"><p>{" · ".join(pages)}</p><p>© 2026 {NAME}. {escape(rights)}</p></footer>'


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items())
