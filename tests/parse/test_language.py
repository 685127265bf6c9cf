"""The language of a text: what it is written in, whatever the page claims."""

from __future__ import annotations

import subprocess
import sys

import pytest

from scraper.parse.language import find_language

GERMAN = "Die Ministerin sagte am Dienstag, dass die Gespräche über den neuen Haushalt in dieser Woche weitergehen. "
ENGLISH = "The minister said on Tuesday that the talks on the new budget would go on for the rest of the week. "
FRENCH = "La ministre a déclaré mardi que les discussions sur le nouveau budget se poursuivraient cette semaine. "


@pytest.mark.parametrize(
    ("text", "claim", "language"),
    [
        (GERMAN, "en", "de"),
        (ENGLISH, "de", "en"),
        (ENGLISH.upper(), None, "en"),
        ("Министр заявила во вторник, что переговоры о новом бюджете продолжатся на этой неделе.", None, "ru"),
        ("Міністерка заявила у вівторок, що переговори про новий бюджет триватимуть цього тижня.", None, "uk"),
        ("部长周二表示，关于新预算的谈判将在本周继续进行，预计周五之前达成协议，双方都很乐观。", None, "zh"),
        ("大臣は火曜日、新しい予算についての協議が今週も続くと述べた。金曜日までに合意する見通しだ。", None, "ja"),
        ("قالت الوزيرة يوم الثلاثاء إن المحادثات بشأن الميزانية الجديدة ستستمر هذا الأسبوع.", None, "ar"),
        ("وزیر روز سه‌شنبه گفت که گفتگوها درباره بودجه جدید در این هفته ادامه خواهد یافت.", None, "fa"),
        ("मंत्री ने मंगलवार को कहा कि नए बजट पर बातचीत इस सप्ताह जारी रहेगी और शुक्रवार तक समझौता होगा।", None, "hi"),
        ("Kurz.", "de-AT", "de"),
        ("", "pt_BR", "pt"),
        ("", "nb", "no"),
        ("", "x-default", None),
        ("", None, None),
    ],
)
def test_the_language_is_the_text_s(text: str, claim: str | None, language: str | None) -> None:
    assert find_language(text, (claim,)) == language


def test_a_long_quotation_in_the_middle_does_not_decide() -> None:
    assert find_language(ENGLISH * 6 + FRENCH * 3 + ENGLISH * 6, ("en",)) == "en"


@pytest.mark.parametrize("claim", ["en", "de", "fr", None])
def test_a_claim_that_a_long_text_does_not_bear_out_is_not_believed(claim: str | None) -> None:
    assert find_language(ENGLISH * 12, (claim,)) == "en"


def test_the_most_trusted_claim_counts_first() -> None:
    assert find_language("", (None, "fr", "de")) == "fr"


@pytest.mark.parametrize(
    ("text", "claim", "language"),
    [
        ("Влада Србије одлучила је да ће следеће недеље почети преговори о буџету.", None, "sr"),
        ("Министърът заяви във вторник, че преговорите за новия бюджет ще продължат.", None, "bg"),
        ("Міністр заявив, що їхні переговори про бюджет триватимуть.", "ru", "uk"),
        ("首相星期二表示，關於新預算的談判將持續到本週末。", "ja", "zh"),
        ("首相は火曜日に協議が続くと述べた。", "zh", "ja"),
        ("Ministeren sa tirsdag at samtalene om det nye budsjettet vil fortsette denne uken.", None, "no"),
        ("Ministeren sagde tirsdag, at forhandlingerne om det nye budget fortsætter i denne uge.", None, "da"),
        ("Statsråden seier at samtalane om det nye budsjettet held fram denne veka.", "nn", "nn"),
        ("A ministra dixo o martes que as negociacións sobre o orzamento continuarán esta semana.", "gl", "gl"),
        ("A ministra disse na terça-feira que as negociações sobre o orçamento continuam.", "en", "pt"),
        ("Ministarstvo je u utorak objavilo da će se pregovori o proračunu nastaviti.", "hr", "hr"),
        ("Ministarstvo je u utorak objavilo da će se pregovori o budžetu nastaviti.", "bs", "bs"),
    ],
)
def test_short_texts_of_languages_that_are_alike(text: str, claim: str | None, language: str) -> None:
    assert find_language(text, (claim,)) == language


def test_the_model_loads_without_what_downloads_models() -> None:
    program = (
        "import sys; from scraper.parse.language import find_language as f; f('A text of some length, it is.' * 2, ());"
    )
    program += "print(sorted({'requests', 'tqdm', 'robust_downloader'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
