"""Phrases are found by their openings where a search for each at every letter finds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.dates.words import SAYS_CHANGED, SAYS_WHEN, Sayings

PHRASES = (
    "published First published date of publication Erschienen veröffentlicht publié Mis en ligne ОПУБЛИКОВАНО",
    "дата публикации yayın tarihi Beitrag wurde post time posted pubblicato",
    "Last updated Page modified latest change updated Zuletzt letzte Änderung Stand dernière mise à jour",
    "Última actualización ultimo aggiornamento laatst bijgewerkt senast ändrad sist endret sidst ændret",
    "ostatnia aktualizacja последнее обновление остання зміна 最終更新 最后更新",
)


def spans(words: Sayings, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in words.find(text)]


@pytest.mark.parametrize("words", [SAYS_WHEN, SAYS_CHANGED], ids=["when", "changed"])
@given(st.lists(st.sampled_from([*" ".join(PHRASES).split(), "İ", "x", ".", "re", "unpublished"]), max_size=30))
def test_the_same_is_found(words: Sayings, pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert spans(words, text) == [match.span() for match in words.pattern.finditer(text)]


@pytest.mark.parametrize("text", PHRASES)
def test_something_is_found(text: str) -> None:
    assert spans(SAYS_WHEN, text) or spans(SAYS_CHANGED, text)
