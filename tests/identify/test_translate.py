"""What survives translation, and what makes two articles one in two languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scraper.article import Article
from scraper.identify import clues, compare_languages
from scraper.identify.names import skeletons, traits
from scraper.identify.translate import LIKE, Side, is_believed, is_possible, likeness

NOON = datetime(2026, 2, 10, 12, tzinfo=UTC)
RUSSIAN = (
    "В Рыбинске открыли мост через Волгу длиной 1 250 метров. Губернатор Михаил Евраев сказал, что строительство "
    "обошлось в 14,7 млрд рублей. Проект подготовил институт «Гипротранс», работали 430 человек."
)
ENGLISH = (
    "A bridge over the Volga has been opened in Rybinsk; it is 1,250 metres long. Governor Mikhail Yevrayev said that "
    "it cost 14.7 billion roubles. The project was made by the Giprotrans institute, and 430 people worked on it."
)
STRANGER = (
    "Parliament in Oslo voted on Tuesday for a tax on salmon farms of 25 percent. The Conservatives under Erna Solberg "
    "were against it, and Trygve Vedum of the Centre Party called it fair to the 60 towns along the coast."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Рыбинск", "Rybinsk"), ("Чайковский", "Tschaikowsky"), ("Шевченко", "Schewtschenko"), ("Путин", "Putin"),
        ("Лазарев", "Lazarev"), ("Wien", "Вена"), ("Зеленський", "Zelensky"), ("Köln", "Кёльн"),
    ],
)  # fmt: skip
def test_a_name_sounds_the_same_in_any_script(one: str, other: str) -> None:
    mine, theirs = skeletons(f"{one}\n{other}\n".casefold(), 1).split()
    assert mine == theirs


@pytest.mark.parametrize("figure", ["1250", "1,250", "1 250", "1.250", "1\u00a0250"])
def test_a_figure_is_the_same_however_it_is_grouped(figure: str) -> None:
    assert "#1250" in traits(f"Es waren {figure} Leute.").tokens


def side(text: str, language: str, hours: float = 0, url: str = "", image: str | None = None) -> Side:
    return Side(text, language, url or f"https://{language}.example.org/a", image, NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("texts", "token"),
    [
        (("forty ships", "сорок кораблей", "quarante navires", "40 Schiffe"), "#40"),
        (("on Tuesday", "во вторник", "am Dienstag", "mardi", "у вівторок"), "#d2"),
        (("in May", "в мае", "im Mai", "en mai"), "#m5"),
        (("for two people", "для двух человек", "für zwei Personen"), "#2"),
    ],
)
def test_a_number_a_month_and_a_day_are_the_same_in_any_language(texts: tuple[str, ...], token: str) -> None:
    assert all(token in traits(text).tokens for text in texts)


def test_one_form_with_other_figures_is_no_translation() -> None:
    russian = "В городе Курск {0} марта днём {1} градусов, ночью {2}, ветер {3} метров в секунду, давление {4}."
    english = "In the city of Kursk on {0} March it is {1} degrees by day, {2} by night, wind {3} metres, pressure {4}."
    mine = traits(russian.format(14, 23, 16, 75, 748))
    assert likeness(mine, traits(english.format(14, 23, 16, 75, 748)), "ru", "en") > LIKE
    assert likeness(mine, traits(english.format(15, 27, 18, 64, 751)), "ru", "en") < LIKE


@pytest.mark.parametrize(
    ("likeness", "others", "expected"),
    [
        pytest.param(0.2, (), True, id="alike"),
        pytest.param(0.08, (), False, id="a little alike, and nothing to compare with"),
        pytest.param(0.08, (0.01, 0.0), False, id="too few others"),
        pytest.param(0.08, (0.01, 0.03, -0.1), True, id="it stands out"),
        pytest.param(0.08, (0.07, 0.03, -0.1), False, id="one among others"),
        pytest.param(0.03, (0.0, 0.0, 0.0), False, id="too faint"),
    ],
)
def test_a_likeness_is_believed(likeness: float, others: tuple[float, ...], expected: bool) -> None:
    assert is_believed(likeness, others) == expected


@pytest.mark.parametrize("text", ["it may rain", "they march on", "once upon a time", "une neuf"])
def test_a_word_that_may_be_another_is_no_number_and_no_month(text: str) -> None:
    assert not [token for token in traits(text).tokens if token[0] == "#"]


@pytest.mark.parametrize(
    ("one", "other", "told", "rule"),
    [
        pytest.param(side(RUSSIAN, "ru"), side(ENGLISH, "en"), False, "text", id="text alone"),
        pytest.param(side(RUSSIAN, "ru"), side(STRANGER, "en"), False, None, id="strangers"),
        pytest.param(side(RUSSIAN, "ru"), side(STRANGER, "en"), True, "hreflang", id="the site says so"),
        pytest.param(side(RUSSIAN, "ru"), side(ENGLISH, "en", hours=200), False, None, id="a week apart"),
        pytest.param(side(ENGLISH, "en"), side(ENGLISH, "en"), True, None, id="one language"),
        pytest.param(
            side(RUSSIAN, "ru", url="https://example.org/ru/104411-most"),
            side(STRANGER, "en", url="https://example.org/en/104411-bridge"), False, "id", id="one id on one site",
        ),
        pytest.param(
            side(RUSSIAN, "ru", url="https://example.org/ru/104411-most"),
            side(STRANGER, "en", url="https://other.org/en/104411-bridge"), False, None, id="one id on two sites",
        ),
        pytest.param(
            side("Мост открыт.", "ru", image="https://a.org/1.jpg"),
            side("Open now.", "en", image="https://a.org/1.jpg?w=600"), False, None, id="an image alone",
        ),
    ],
)  # fmt: skip
def test_a_pair(one: Side, other: Side, told: bool, rule: str | None) -> None:
    if rule is None and one.image_url:
        other = side(other.text, other.language, hours=24, image=other.image_url)
    for found in (compare_languages(one, other, told=told), compare_languages(other, one, told=told)):
        assert (found.rule if found else None) == rule


def test_translations_have_clues_in_common_and_strangers_have_none() -> None:
    made = [clues(Article(text=text), f"https://x{n}.org/a") for n, text in enumerate((RUSSIAN, ENGLISH, STRANGER))]
    assert len(set(made[0].names) & set(made[1].names)) >= 4
    assert not set(made[0].names) & set(made[2].names)


def test_an_alternate_leads_to_its_page() -> None:
    names = Article(alternates=(("en", "https://www.example.org/en/1"),))
    named = Article(alternates=(("ru", "https://example.org/ru/1"),))
    there, here = clues(names, "https://example.org/ru/1"), clues(named, "http://example.org/en/1")
    assert set(there.told) == set(here.told)
    assert clues(Article(), "https://example.org/ru/1").told == ()


def test_what_is_far_longer_is_not_read_unless_the_site_gives_it_the_number() -> None:
    short, long = side(RUSSIAN, "ru"), side(ENGLISH * 3, "en")
    assert is_possible(short, side(ENGLISH, "en"))
    assert not is_possible(short, long)
    numbered = (
        side(RUSSIAN, "ru", url="https://a.org/ru/104411"),
        side(ENGLISH * 3, "en", url="https://a.org/en/104411"),
    )
    assert is_possible(*numbered)
