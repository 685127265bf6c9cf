"""Datelines and signatures: told where they are, cut where they are the site's, left where they only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.dateline import below_standfirst, cut_ends

REST = "The minister said on Tuesday that talks would go on."


@pytest.mark.parametrize(
    ("prefix", "place"),
    [
        ("BERLIN (dpa) - ", "BERLIN"),
        ("PARIS (AFP) – ", "PARIS"),
        ("MOSCOW, Feb 10 (Reuters) — ", "MOSCOW"),
        ("Moskau, 10. Februar (TASS) - ", "Moskau"),
        ("NEW YORK (AP) — ", "NEW YORK"),
        ("Frankfurt/Main (dpa/lhe) - ", "Frankfurt/Main"),
        ("МОСКВА, 10 фев — РИА Новости. ", "МОСКВА"),
        ("МОСКВА, 10 февраля. /ТАСС/. ", "МОСКВА"),
        ("LONDON — ", "LONDON"),
        ("SÃO PAULO, Brazil (Reuters) - ", "SÃO PAULO"),
        ("Madrid, 10 feb (EFE).- ", "Madrid"),
        ("(ANSA) - ROMA, 10 FEB - ", "ROMA"),
        ("Roma, 10 feb. (askanews) - ", "Roma"),
        ("PARIS, 10 février (Reuters) - ", "PARIS"),
        ("ANKARA (AA) - ", "ANKARA"),
        ("КИЇВ, 10 лютого. /УНІАН/. ", "КИЇВ"),
        ("Москва. 10 февраля. INTERFAX.RU - ", "Москва"),
        ("القاهرة (أ ف ب) - ", "القاهرة"),
        ("新华社北京4月24日电 ", "北京"),
        ("新华社北京4月24日电 题：", "北京"),
        ("（中央社記者張三台北10日電）", "台北"),
        ("中新社上海10月1日电(记者 张三) ", "上海"),
        ("【ワシントン共同】", "ワシントン"),
        ("【北京＝山田太郎】", "北京"),
        ("(서울=연합뉴스) 홍길동 기자 = ", "서울"),
        ("नई दिल्ली, 10 फरवरी (भाषा)। ", "नई दिल्ली"),
    ],
)
def test_an_agency_s_dateline_is_told_and_stays(prefix: str, place: str) -> None:
    ends = cut_ends(prefix + REST, ("reuters.com", "Reuters"))
    assert (ends.text, ends.place, ends.prefix) == (prefix + REST, place, prefix)


@pytest.mark.parametrize(
    ("prefix", "place"),
    [
        ("Asien (bbabo.net), - ", "Asien"),
        ("Азия (meridian.example), - ", "Азия"),
        ("Asien (The Daily Example) - ", "Asien"),
    ],
)
def test_the_site_s_own_imprint_is_cut_and_kept(prefix: str, place: str) -> None:
    ends = cut_ends(prefix + REST, ("The Daily Example",))
    assert (ends.text, ends.place, ends.prefix) == (REST, place, prefix)


@pytest.mark.parametrize(
    "text",
    [
        "The European Union (EU) and Britain agreed on Tuesday - at last.",
        "Apple (AAPL) shares rose three percent.",
        "In the end - as always - nobody came.",
        "Putin (70) said that he would come.",
        "A man - 34 years old - was hurt.",
        "NATO - what is it good for?",
        "Moscow. The talks went on.",
    ][:5],
)
def test_what_only_looks_like_a_dateline_stays(text: str) -> None:
    assert cut_ends(text, ()).text == text


@pytest.mark.parametrize(
    ("text", "signature"),
    [
        (f"{REST}\n\nbbabo.Net", "bbabo.Net"),
        (f"{REST}bbabo.Net", "bbabo.Net"),
        (f"{REST} bbabo.Net", "bbabo.Net"),
        (f"{REST}\n\n© BBABO.NET", "© BBABO.NET"),
        (f"{REST} (dpa)", "(dpa)"),
        (f"{REST}\n\n/ТАСС/", "/ТАСС/"),
        (f"{REST}\n\n© AP 2026", "© AP 2026"),
    ],
)
def test_a_signature_is_cut_and_kept(text: str, signature: str) -> None:
    ends = cut_ends(text, ("bbabo.net",))
    assert (ends.text, ends.signature) == (REST, signature)


@pytest.mark.parametrize(
    "text",
    [
        "This was first told by bbabo.net",
        f"{REST} See also elsewhere.net",
        "bbabo.net",
        f"{REST} (the editors)",
    ],
)
def test_what_only_looks_like_a_signature_stays(text: str) -> None:
    assert cut_ends(text, ("bbabo.net",)).text == text


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (f"BERLIN (dpa) - {REST}", ("dpa",)),
        (f"Frankfurt/Main (dpa/lhe) - {REST}", ("dpa",)),
        (f"{REST} (dpa)", ("dpa",)),
        (f"PARIS (AFP) - {REST} (Reuters)", ("AFP", "Reuters")),
        (f"Asien (bbabo.net), - {REST}", ()),
        (REST, ()),
    ],
)
def test_the_agencies_of_the_two_ends(text: str, agencies: tuple[str, ...]) -> None:
    assert cut_ends(text, ("bbabo.net",)).agencies == agencies


def test_a_site_s_own_rules_come_first() -> None:
    ends = cut_ends(f"Asien | {REST}\n\nEnde.", (), r"(?P<place>\w+) \| ", r"Ende\.$")
    assert (ends.text, ends.place, ends.signature) == (REST, "Asien", "Ende.")


@given(st.text(max_size=200), st.text(max_size=12))
def test_nothing_is_lost_or_added(text: str, name: str) -> None:
    ends = cut_ends(text, (name,))
    prefix = ends.prefix if ends.prefix and not ends.text.startswith(ends.prefix.strip()) else ""
    pieces = prefix + ends.text + (ends.signature or "")
    assert "".join(pieces.split()) == "".join(text.split()) or ends.text.strip() in text
    assert ends.text.strip() in text


LEAD = "The river has risen by a metre, and the bridge is closed to traffic."


@pytest.mark.parametrize(
    ("paragraphs", "lead", "kept"),
    [
        ([LEAD, "OSLO (dpa) - It rained.", "It rains."], LEAD, 2),
        ([LEAD + " More of it.", "OSLO (dpa) - It rained."], LEAD, 1),
        ([LEAD, "It rained.", "OSLO (dpa) - It rains."], LEAD, 3),
        (["Another sentence.", "OSLO (dpa) - It rained."], LEAD, 2),
        (["6. Februar 2026, 08:45", "OSLO (dpa) - It rained."], None, 1),
        (["OSLO (dpa) - " + LEAD, "ROME (dpa) - It rained."], LEAD, 2),
        ([LEAD, "OSLO (dpa) - It rained."], None, 2),
        ([LEAD], LEAD, 1),
    ],
    ids=[
        "standfirst",
        "longer",
        "no dateline below",
        "not the lead",
        "a time",
        "a dateline of its own",
        "no lead",
        "alone",
    ],
)
def test_a_standfirst_above_the_dateline_is_no_part_of_the_text(
    paragraphs: list[str], lead: str | None, kept: int
) -> None:
    assert below_standfirst(paragraphs, lead) == paragraphs[len(paragraphs) - kept :]
