"""Pages that are empty until their script has run, as those of news apps are."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from scraper.spacing import collapsed

SHELL = "an empty shell: only its script draws the page"
"""Why such a page yields nothing. `db.health` knows it by its beginning."""

FEW_LETTERS = 300
"""Of visible text: a menu and a footer at most. An article's text alone has more."""

_MOUNT = (
    "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #main-app, [data-reactroot], [ng-app], [data-server-rendered]"
)
_NEEDS_SCRIPT = re.compile(r"java\s?script", re.IGNORECASE)
_WALL = re.compile(r"captcha|just a moment|checking your browser|are you (?:a )?(?:robot|human)|access denied", re.I)


def is_shell(html: str | bytes) -> bool:
    """Whether the page has next to no text, but a script that looks as if it brought it.

    The walls that ask for a script to tell people from robots are none: a browser of ours is kept out there too.
    """
    tree = LexborHTMLParser(html)
    if tree.body is None or not tree.css_matches("script[src], script[type=module], link[rel=modulepreload]"):
        return False
    has_mount = tree.css_matches(_MOUNT) or any("-" in (node.tag or "") for node in tree.body.css("*"))
    asks = any(_NEEDS_SCRIPT.search(node.text() or "") for node in tree.css("noscript"))
    tree.strip_tags(["script", "style", "noscript", "template", "svg"])
    text = collapsed(tree.body.text(separator=" "))
    title = tree.css_first("title")
    if len(text) > FEW_LETTERS or _WALL.search(f"{title.text() if title else ''} {text}"):
        return False
    return has_mount or asks
