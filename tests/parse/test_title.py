"""Headlines: the site's name taken off, and which of several wordings is the headline."""

from __future__ import annotations

import pytest

from scraper.parse import Hints, parse
from scraper.parse.site import SiteNames


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        ("Ein Titel - Beispiel", "Beispiel", "Ein Titel"),
        ("Ein Titel | Beispiel News", "Beispiel", "Ein Titel"),
        ("Ein Titel | Politik | Beispiel", "Beispiel", "Ein Titel | Politik"),
        ("Ein Titel · beispiel.example", "Beispiel", "Ein Titel"),
        ("Beispiel: Ein Titel", "Beispiel", "Beispiel: Ein Titel"),
        ("Beispiel | Ein Titel", "Beispiel", "Ein Titel"),
        ("Putin - Tokajew: das Treffen", "Beispiel", "Putin - Tokajew: das Treffen"),
        ("Ein Titel", None, "Ein Titel"),
        ("Ein längerer Titel, der etwas sagt | Die Zeitung", None, "Ein längerer Titel, der etwas sagt"),
        ("Kurz | Klein", None, "Kurz | Klein"),
        ("习近平主席向论坛致贺信指明方向--时政--示例网", None, "习近平主席向论坛致贺信指明方向"),
        ("武汉的声音：有英勇的你，才有英雄的城！-示例网", None, "武汉的声音：有英勇的你，才有英雄的城！"),
        ("首相が会見、来年度の予算案を説明 - 見本新聞デジタル", None, "首相が会見、来年度の予算案を説明"),
        ("Beispiel", "Beispiel", "Beispiel"),
    ],
)
def test_a_title_without_the_site(title: str, site: str | None, bare: str) -> None:
    assert SiteNames((site,), "beispiel.example").strip_from(title) == bare


TITLE = "Kühltürme des alten Kraftwerks gesprengt"
TEXT = "<p>Ein ganzer Satz, der lang genug ist, um zu zählen, steht hier.</p>" * 5
SOFT = "<h1>Kühl\u00adtürme des alten Kraft\u00adwerks gesprengt</h1>"
SCRIPT = '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{}"}}</script>'


@pytest.mark.parametrize(
    ("head", "body", "slug"),
    [
        ("", f"<h1>{TITLE}</h1>", ""),
        (f"<title>{TITLE} | Beispiel</title>", "", ""),
        (f'<meta property="og:title" content="{TITLE} - Beispiel">', "", ""),
        (SCRIPT.format("K&uuml;hlt&uuml;rme des alten Kraftwerks gesprengt"), "", ""),
        (f"<title>{TITLE} - Beispiel</title>", f"<h1 class='logo'>Beispiel</h1><main><h1>{TITLE}</h1></main>", ""),
        (
            f'{SCRIPT.format(TITLE)}<meta property="og:title" content="Sprengung: alle Bilder, alle Videos">',
            f"<h1>{TITLE}</h1>",
            "",
        ),
        (
            f'<meta property="og:title" content="{TITLE}">{SCRIPT.format(TITLE)}',
            f"<h1><span>Energiewende</span> <span>{TITLE}</span></h1>",
            "",
        ),
        (
            '<meta property="og:title" content="Atomkraft in Deutschland: was bleibt">',
            f"<article><h1>{TITLE}</h1></article>",
            "kuehltuerme-des-alten-kraftwerks-gesprengt",
        ),
        (f'<meta property="og:title" content="{TITLE}">', SOFT, ""),
        (f'<meta property="og:title" content="{TITLE}">', f"<h1><style>.x{{color:red}}</style>{TITLE}</h1>", ""),
    ],
    ids=["h1", "tag", "og", "escaped", "logo", "two-against-one", "kicker", "address", "soft-hyphens", "style"],
)  # fmt: skip
def test_which_wording_is_the_headline(head: str, body: str, slug: str) -> None:
    page = f"<html><head>{head}</head><body>{body}{TEXT}</body></html>"
    assert parse(page, f"https://www.beispiel.example/politik/{slug}").title == TITLE


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (f'<b class="head__overline">Energiewende</b> <i> - </i><b>{TITLE}</b>', TITLE),
        (f'<b class="kicker">Energiewende</b><b>: {TITLE}</b>', f"Energiewende : {TITLE}"),
        (f'<b class="kicker">Energiewende:</b> <b>{TITLE}</b>', f"Energiewende: {TITLE}"),
    ],
    ids=["apart", "colon", "its-colon"],
)
def test_a_kicker_is_part_of_the_headline_only_where_a_colon_joins_it(heading: str, title: str) -> None:
    head = f'{SCRIPT.format(f"Energiewende: {TITLE}")}<meta property="og:title" content="Energiewende - {TITLE}">'
    assert parse(f"{head}<h1>{heading}</h1>{TEXT}", "https://www.beispiel.example/x").title == title


def test_a_page_that_names_itself_only_has_that_title() -> None:
    assert parse(f"<title>Beispiel</title>{TEXT}", "https://www.beispiel.example/x").title == "Beispiel"


def test_a_page_without_any_title_takes_the_feed_s() -> None:
    assert parse(TEXT, "https://www.beispiel.example/x", hints=Hints(title=TITLE)).title == TITLE
