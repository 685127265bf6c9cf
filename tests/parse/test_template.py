"""Templates: what recurs over a site's articles is learned and taken out, and what is theirs stays."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest

from scraper.parse.page import Parsed, parse_page
from scraper.parse.template import Template
from scraper.parse.template_bytes import pack_observation, pack_template, unpack_observation, unpack_template
from scraper.parse.template_learn import learn_template
from scraper.parse.template_observe import Observation
from scraper.reading.lesson import WINDOW

NOTICE = "Our reporters answer to nobody but you, and you can write to them at any hour of the day."
PITCH = "Seven stories in your letter box each morning, for less than the price of a coffee."
WORDS = ("harbour", "council", "bridge", "summer", "ferry", "budget", "school", "doctor", "winter", "market", "railway")


def own_words(number: int, paragraphs: int = 5) -> list[str]:
    """The text of one article, like no other's."""
    chance = random.Random(number)
    return [
        f"It was the {' '.join(chance.choices(WORDS, k=14))}, said the {chance.choice(WORDS)}."
        for _ in range(paragraphs)
    ]


def page(number: int, body: Sequence[str], day: int | None = None) -> str:
    """`body`: markup of the text's container."""
    published = date(2026, 3, 1) + timedelta(days=number if day is None else day)
    return (
        f"<html><head><title>Story {number}</title><meta property='og:type' content='article'>"
        f"<meta property='article:published_time' content='{published}T08:00:00Z'></head><body><h1>Story {number}</h1>"
        f"<div class='wrap'><div class='qz-text'>{''.join(body)}</div></div></body></html>"
    )


def with_notice(number: int) -> str:
    return page(number, [*map("<p>{}</p>".format, own_words(number)), f"<p>{NOTICE}</p>"])


def with_box(number: int) -> str:
    first, *rest = map("<p>{}</p>".format, own_words(number))
    return page(number, [first, f"<div class='kx1'><p>{PITCH}</p></div>", *rest])


def read(html: str, template: Template | None = None) -> Parsed:
    return parse_page(html, "http://site.example/story", template=template or Template())


def learned(make: Callable[[int], str], count: int = 12, **options: int) -> Template:
    seen = [read(make(number)).observation for number in range(count)]
    return learn_template([observation for observation in seen if observation], **options)


@pytest.mark.parametrize(("make", "line"), [(with_notice, NOTICE), (with_box, PITCH)], ids=["closing", "in a box"])
def test_a_line_that_recurs_over_different_articles_is_taken_out(make: Callable[[int], str], line: str) -> None:
    html = make(99)
    assert line in read(html).article.text
    found = read(html, learned(make))
    assert found.article.text.split("\n\n") == own_words(99)
    assert found.uncut == read(html).article.text


@pytest.mark.parametrize(
    ("learned_as", "printed"),
    [
        (
            "Straße {} is where you find us, at any hour of the day, if you ring.",
            "STRASSE {} IS where you find us, at any hour of the day, if you ring.",
        ),
        (
            "{} readers have asked us about what you see here, and each of them is told the same.",
            "{} Readers have asked us about what you see here, and each of them is told the same.",
        ),
        (
            "Of {} readers each has asked us about what is here, and each of them is told the same.",
            "OF {} readers each has asked us about what is here, and each of them is told the same.",
        ),
    ],
    ids=["capitals", "figure first", "figure early"],
)
def test_capitals_and_figures_make_no_other_line(learned_as: str, printed: str) -> None:
    def make(number: int) -> str:
        return page(number, [*map("<p>{}</p>".format, own_words(number)), f"<p>{learned_as.format(number)}</p>"])

    told = printed.format(1234567890)
    html = page(99, [*map("<p>{}</p>".format, own_words(99)), f"<p>{told}</p>"])
    assert told in read(html).article.text
    assert read(html, learned(make)).article.text.split("\n\n") == own_words(99)


def test_nothing_is_learned_from_fewer_than_ten_stories() -> None:
    assert learned(with_notice, 9).lines == {}
    assert [line.text for line in learned(with_notice, 10).lines.values()] == [NOTICE[:80]]


def test_what_was_learned_says_from_how_many_articles_and_since_when() -> None:
    seen = [read(with_notice(number)).observation for number in range(12)]
    first = learn_template([o for o in seen if o], today="2026-04-01")
    later = learn_template([o for o in seen if o], first, "2026-05-01")
    assert [(line.stories, line.since) for line in later.lines.values()] == [(12, "2026-04-01")]


REPEATED = "The outlook for the coast, the hills and the capital, as the weather office sees it tonight:"


def weather_on_two_days_in_twelve(number: int) -> str:
    return page(number, [f"<p>{REPEATED}</p>" * (number % 6 == 0), *map("<p>{}</p>".format, own_words(number))])


def copies_of_one_story(number: int) -> str:
    return page(number, [*map("<p>{}</p>".format, own_words(1)), f"<p>{REPEATED}</p>"])


def a_live_blog_that_grows(number: int) -> str:
    entries = [f"<p>{text}</p>" for turn in range(number + 4) for text in own_words(turn, 1)]
    return page(number, [f"<p>{REPEATED}</p>", *reversed(entries)])


def all_on_one_day(number: int) -> str:
    return page(number, [f"<p>{REPEATED}</p>", *map("<p>{}</p>".format, own_words(number))], day=3)


def now_here_now_there(number: int) -> str:
    boxed = f"<div class='{WORDS[number % 9]}'><p>{REPEATED}</p></div>"
    return page(number, [*map("<p>{}</p>".format, own_words(number)), boxed])


@pytest.mark.parametrize(
    "make", [weather_on_two_days_in_twelve, copies_of_one_story, a_live_blog_that_grows, now_here_now_there]
)
def test_content_that_repeats_is_no_boilerplate(make: Callable[[int], str]) -> None:
    template = learned(make)
    assert template.lines == {}


def test_a_line_of_one_day_teaches_nothing_once_pages_of_other_days_are_known() -> None:
    seen = [read(all_on_one_day(n)).observation for n in range(12)]
    seen += [read(page(n, map("<p>{}</p>".format, own_words(n)))).observation for n in range(12, 16)]
    assert learn_template([o for o in seen if o]).lines == {}


def test_no_text_loses_more_than_half_to_a_template() -> None:
    template = learned(with_notice)
    short = page(99, ["<p>It is raining on the harbour, said the mayor.</p>", f"<p>{NOTICE}</p>"])
    only = page(99, [f"<p>{NOTICE}</p>"])
    assert NOTICE in read(short, template).article.text
    assert read(only, template).article.text == read(only).article.text != ""


def test_a_heading_in_the_text_stays_though_every_article_has_it() -> None:
    def make(number: int) -> str:
        first, *rest = map("<p>{}</p>".format, own_words(number))
        return page(number, [first, "<h2>Why it matters</h2>", *rest])

    assert "Why it matters" in read(make(99), learned(make)).article.text


def test_a_new_layout_is_learned_and_the_old_one_forgotten() -> None:
    seen = [read(with_notice(number)).observation for number in range(WINDOW)]
    seen += [read(with_box(number)).observation for number in range(WINDOW, 2 * WINDOW)]
    template = learn_template([o for o in seen if o][-WINDOW:])
    assert [line.text for line in template.lines.values()] == [PITCH[:80]]


def test_a_place_and_a_mark_that_open_most_texts_are_the_dateline() -> None:
    def make(number: int) -> str:
        first, *rest = own_words(number)
        place = ("Oslo", "Novi Sad", "La Paz")[number % 3]
        return page(number, map("<p>{}</p>".format, [f"{place} [Meridian] {first}", *rest]))

    found = read(make(99), learned(make)).article
    assert (found.dateline, found.text.split("\n\n")[0]) == ("Oslo", own_words(99)[0])


def test_a_text_that_closes_with_the_name_in_the_mark_loses_it_though_few_do() -> None:
    """Knowing how a site's texts open is no reason to know less of how they end than without any template."""

    def make(number: int) -> str:
        first, *rest = own_words(number)
        closing = ["meridian.Example"] * (number in {3, 99})
        return page(number, map("<p>{}</p>".format, [f"Oslo (meridian.example), - {first}", *rest, *closing]))

    template = learned(make)
    assert (template.dateline is None, template.signature) == (False, None)
    for known in (template, None):
        found = read(make(99), known).article
        assert (found.text.split("\n\n"), found.signature) == (own_words(99), "meridian.Example")


def test_the_order_of_pages_does_not_matter() -> None:
    seen = [o for n in range(16) if (o := read((with_notice if n % 2 else with_box)(n)).observation)]
    shuffled = random.Random(4).sample(seen, len(seen))
    assert learn_template(seen) == learn_template(shuffled)


def test_the_text_is_looked_for_where_the_site_always_has_it() -> None:
    template = learned(lambda number: page(number, map("<p>{}</p>".format, own_words(number))))
    assert template.container
    chatter = "".join(f"<p>{text}</p>" for text in own_words(7, 30))
    html = page(99, map("<p>{}</p>".format, own_words(99))).replace("</body>", f"<div class='b'>{chatter}</div></body>")
    assert read(html, template).article.text.split("\n\n") == own_words(99)


def test_observations_and_templates_survive_being_kept() -> None:
    observation = read(with_box(1)).observation
    assert observation is not None
    packed = pack_observation(observation)
    assert len(packed) < 4_000
    kept = unpack_observation(packed)
    assert isinstance(kept, Observation)
    assert kept.lines == observation.lines
    template = learned(with_notice)
    assert unpack_template(pack_template(template)) == template
    assert unpack_template('{"format": 0}') is None
