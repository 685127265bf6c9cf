"""What stands around the text of a real page: what its head loads, nested containers, the site's menu, a rail of
teasers, scripts and styles. `bench/crawling/shape.py` compares how much of each with real pages."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape

from bench.generated import words_by_rank
from scraper.sample.language import WORDS, Language

Sentence = Callable[[], str]

PARAGRAPH = re.compile(r"<p>(.+)</p>$", re.MULTILINE)
STORY = re.compile(r'(?<=<div class="story-body").+?(?=\n</article>)', re.DOTALL)
WIDE = re.compile(r"\w+ \w+ \w+")


def furnished(html: str, size: int, language: Language, sentence: Sentence, chance: random.Random) -> str:
    """The page with what real ones carry around their text, and filled up to about `size` bytes.

    `sentence`: makes one, for a teaser or for a script.
    """
    html = STORY.sub(lambda story: PARAGRAPH.sub(lambda text: _paragraph(text[1], chance), story[0]), html)
    html = html.replace("</head>", f"{_loaded()}\n</head>", 1).replace("<body>", f"<body>\n{OPENED}", 1)
    html = html.replace("<main>", f"{_menu(language)}\n{ROW}\n<main>", 1).replace("</body>", f"{CLOSED}\n</body>", 1)
    missing = max(size - len(html.encode()), 0)
    teasers = _until(missing * 0.76, lambda: _widget(language, sentence, chance))
    scripts = _until(missing * 0.2, lambda: _script(sentence, chance))
    styles = _until(missing * 0.04, lambda: _style(chance))
    html = html.replace("</head>", "\n".join([*styles, *scripts, "</head>"]), 1)
    return html.replace("</main>", "\n".join(["</main>", RAIL, *teasers, "</div>", "</div>", "</div>"]), 1)


OPENED = """<div id="app" class="app app--news">
  <div class="site site--wide" data-theme="light" data-edition="morning">
    <div class="site__inner">"""

ROW = """      <div class="layout layout--article">
        <div class="layout__row">
          <div class="layout__main" role="presentation">"""

RAIL = """          </div>
          <!-- rail -->
          <div class="layout__rail layout__rail--sticky" data-position="right">"""

CLOSED = """    </div>
  </div>
  <div class="overlay overlay--hidden" aria-hidden="true"><div class="overlay__box"></div></div>
</div>"""


def _paragraph(text: str, chance: random.Random) -> str:
    """As editors mark it up: a link in every fourth, now and then a subheading or a place for an advertisement."""
    if chance.random() < 0.25 and "<" not in text:
        text = WIDE.sub(
            lambda words: f'<a class="story__link" href="/topic/{chance.randrange(5000)}/">{words[0]}</a>',
            text,
            count=1,
        )
    elif chance.random() < 0.1:
        text = WIDE.sub(lambda words: f"<strong>{words[0]}</strong>", text, count=1)
    paragraph = f'        <p class="story__paragraph" data-index="{chance.randrange(100)}">{text}</p>'
    if chance.random() < 0.12:
        paragraph += (
            f'\n        <div class="ad ad--inline"><div class="ad__inner" id="ad-{chance.randrange(10**6)}" '
            f'data-sizes="[[300,250],[336,280]]"></div></div>'
        )
    if chance.random() < 0.06:
        paragraph = f'        <h2 class="story__subheading">{" ".join(text.split()[:4])}</h2>\n{paragraph}'
    return paragraph


@cache
def _loaded() -> str:
    """Styles, fonts, icons and what search engines and networks are told; the same on every page of a site."""
    chance = random.Random("head")
    said = ("theme-color", "msapplication-TileColor", "format-detection", "google-site-verification", "fb:app_id")
    said += ("fb:pages", "twitter:card", "twitter:site", "apple-itunes-app", "referrer", "rating", "robots", "y_key")
    lines = [f'<meta name="{one}" content="{chance.randrange(10**9):x}">' for one in said]
    for kind in ("font", "style", "script"):
        lines += [
            f'<link rel="preload" as="{kind}" href="/assets/{chance.randrange(16**8):08x}.{kind}" crossorigin>'
            for _ in range(4)
        ]
    lines += [f'<link rel="apple-touch-icon" sizes="{size}x{size}" href="/icon-{size}.png">' for size in (60, 76, 180)]
    lines += [f'<link rel="dns-prefetch" href="//cdn{number}.example.net">' for number in range(5)]
    lines += [
        f'<script async src="https://cdn{number}.example.net/{chance.randrange(16**8):08x}.js" data-cfasync="false">'
        "</script>"
        for number in range(7)
    ]
    return "\n".join(lines)


@cache
def _menu(language: Language) -> str:
    """The site's sections and their topics, as on every page of it."""
    chance = random.Random(f"menu {language}")
    groups = []
    for section, (slug, name) in WORDS[language].sections.items():
        items = [
            f"""            <li class="menu__item menu__item--second" id="menu-item-{chance.randrange(10**5)}">
              <a class="menu__link" href="/{language}/{slug}/{word}/" data-track="menu|{section}|{word}"><span
                class="menu__label">{word.capitalize()}</span></a>
            </li>"""
            for word in chance.sample(words_by_rank(), 7)
        ]
        groups.append(
            f"""        <div class="menu__group" data-section="{section}">
          <div class="menu__head"><a class="menu__link" href="/{language}/{slug}/">{escape(name)}</a></div>
          <ul class="menu__list">
{chr(10).join(items)}
          </ul>
        </div>"""
        )
    return f"""      <div class="menu menu--mega">
        <nav class="menu__inner" aria-label="menu">
{chr(10).join(groups)}
        </nav>
      </div>"""


def _widget(language: Language, sentence: Sentence, chance: random.Random) -> str:
    """A box of teasers."""
    teasers = [_teaser(language, sentence(), chance) for _ in range(chance.randint(4, 12))]
    return f"""            <div class="widget widget--{chance.choice(("list", "grid", "ranking"))}">
              <h2 class="widget__title">{sentence()[:24]}</h2>
              <div class="widget__inner">
                <ul class="widget__items">
{chr(10).join(teasers)}
                </ul>
              </div>
            </div>"""


def _teaser(language: Language, title: str, chance: random.Random) -> str:
    section = chance.choice(list(WORDS[language].sections))
    number = chance.randrange(10**6)
    title = escape(title[:90])
    href = f"/{language}/{WORDS[language].sections[section][0]}/{number}-{'-'.join(title.lower().split()[:6])}"
    picture = PICTURE.format(f"/media/{number}", title) if chance.random() < 0.3 else ""
    tracked = escape(json.dumps({"module": "rail", "position": chance.randrange(40), "id": number, "type": section}))
    heading = "h3" if chance.random() < 0.2 else chance.choice(("span", "div", "div"))
    return f"""                  <li class="teaser teaser--small teaser--{section}" data-track="{tracked}">{picture}
                    <div class="teaser__body">
                      <a class="teaser__link link link--plain" href="{href}" title="{title}">
                        <{heading} class="teaser__title">{title}</{heading}></a>
                      {KICKER.format(section, chance.choice(KICKERS)) if chance.random() < 0.3 else ICON}
                    </div>
                  </li>"""


PICTURE = """
                    <img class="teaser__image lazy" src="{0}-20.jpg" data-srcset="{0}-320.jpg 320w, {0}-640.jpg 640w"
                      sizes="(max-width: 640px) 100vw, 320px" alt="{1}" loading="lazy" width="320" height="180">"""

ICON = '<div class="teaser__icon"><i class="icon icon--bookmark"></i></div>'
KICKER = '<p class="teaser__kicker"><span class="kicker kicker--{}">{}</span></p>'
KICKERS = ("News", "Live", "Plus", "Video")


def _script(sentence: Sentence, chance: random.Random) -> str:
    """State that a script will show, or a tracker's settings."""
    if chance.random() < 0.5:
        said = [{"id": chance.randrange(10**9), "t": sentence(), "tags": ["a", "b"]} for _ in range(8)]
        state = json.dumps(said).replace("</", "<\\/")
        return f"<script>window.__STATE__=(window.__STATE__||[]).concat({state});</script>"
    return (
        f'<script>(function(w,d,k){{w[k]=w[k]||[];w[k].push({{"site":{chance.randrange(10**6)},"slot":"{name(chance)}"}});'
        f'var e=d.createElement("script");e.async=1;e.src="https://cdn.example.net/"+k+".js";d.head.appendChild(e);}})'
        f'(window,document,"_{name(chance)}");</script>'
    )


def _style(chance: random.Random) -> str:
    rules = [f".c{chance.randrange(10**6)}{{margin:0 {chance.randint(1, 40)}px;color:#333}}" for _ in range(25)]
    return f"<style>{''.join(rules)}</style>"


def _until(size: float, make: Callable[[], str]) -> Iterator[str]:
    length = 0
    while length < size:
        made = make()
        length += len(made.encode())
        yield made


def name(chance: random.Random) -> str:
    """A made-up word with a capital."""
    return chance.choice(words_by_rank()).capitalize()
