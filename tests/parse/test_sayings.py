"""Phrases are found by their openings where a search for each at every letter finds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.dates.words import SAYS_CHANGED, SAYS_WHEN
from scraper.parse.sayings import Sayings
from scraper.parse.truncation import CUT_OFF, WALL

PHRASES = (
    "published First published date of publication Erschienen veröffentlicht publié Mis en ligne ОПУБЛИКОВАНО",
    "дата публикации yayın tarihi Beitrag wurde post time posted pubblicato",
    "Last updated Page modified latest change updated Zuletzt letzte Änderung Stand dernière mise à jour",
    "Última actualización ultimo aggiornamento laatst bijgewerkt senast ändrad sist endret sidst ændret",
    "ostatnia aktualizacja последнее обновление остання зміна 最終更新 最后更新",
    "Subscribe to continue reading Unlock this story to keep reading Already a subscriber? log in to read",
    "login to continue This article is only for subscribers only you have read your start your free trial",
    "Jetzt weiterlesen mit einem Abo lesen Diesen Artikel weiterlesen Um den Artikel weiterzulesen",
    "réservé aux abonnés il vous reste 80 % déjà abonné para seguir leyendo sólo para suscriptores",
    "contenuto riservato agli abbonati per continuare a leggere exclusivo para assinantes для подписчиков",
    "read the full story ... continue reading […] leer más läs mer (…) 続きを読む 全文阅读",
    "чтобы читать дальше alleen voor abonnees för prenumeranter logg inn for å lese 有料会員 残り: 120文字",
)


def spans(words: Sayings, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in words.find(text)]


@pytest.mark.parametrize("words", [SAYS_WHEN, SAYS_CHANGED, WALL, CUT_OFF], ids=["when", "changed", "wall", "cut off"])
@given(st.lists(st.sampled_from([*" ".join(PHRASES).split(), "İ", "x", ".", "re", "unpublished"]), max_size=40))
def test_the_same_is_found(words: Sayings, pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert spans(words, text) == [match.span() for match in words.pattern.finditer(text)]


@pytest.mark.parametrize("text", PHRASES)
def test_something_is_found(text: str) -> None:
    assert any(spans(words, text) for words in (SAYS_WHEN, SAYS_CHANGED, WALL, CUT_OFF))


@pytest.mark.parametrize("words", [SAYS_WHEN, SAYS_CHANGED, WALL, CUT_OFF], ids=["when", "changed", "wall", "cut off"])
@pytest.mark.parametrize("text", PHRASES)
def test_whole_phrases_are_found_as_well(words: Sayings, text: str) -> None:
    assert spans(words, text) == [match.span() for match in words.pattern.finditer(text)]
