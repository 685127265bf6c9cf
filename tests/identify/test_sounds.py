"""Names sound as expressions over all of them would have it, letter by letter, compiled or not."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from scraper.identify.sounds import skeletons

PAIRS = ("tsch s", "shch s", "sch s", "tch s", "dzh z", "ph f", "th t", "sh s", "ch s", "zh z", "kh h", "ts s", "tz s",
         "cz s", "sz s", "rz z", "ck k", "qu kv", "x ks", "dj z", "gh g")  # fmt: skip
ALIKE = str.maketrans({"c": "k", "q": "k", "w": "v", "j": "z", "z": "s"} | dict.fromkeys("aeiouhy"))
SPELLED = str.maketrans(
    {"ш": "s", "ж": "z", "ц": "s", "и": "i", "а": "a", "к": "k", "х": "h", "т": "t", "ь": "", "ł": "l"}
    | {"æ": "ae", "œ": "oe", "ø": "o"}
)

LATIN = st.text(alphabet="tschzdkhprgjqxuaoybwTSÄØÉ", max_size=9)
WORDS = st.one_of(
    LATIN, st.text(alphabet="шжциакхтьТЖéàñæłŁßŒ日", max_size=9), st.text(alphabet="tschxkszéша", max_size=7)
)


def sound_of(word: str) -> str:
    plain = word.casefold().translate(SPELLED)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    for pair in map(str.split, PAIRS):
        plain = plain.replace(*pair)
    opening = "a" if re.match("[aeiou]", plain) else ""
    sounds = re.sub(r"(.)\1+", r"\1", plain.translate(ALIKE))[:4]
    return opening + sounds if sounds else ""


@given(st.lists(WORDS, max_size=6), st.integers(0, 5))
def test_each_word_is_read_by_itself(words: list[str], least: int) -> None:
    found = skeletons("".join(f"{word.casefold()}\n" for word in words), least)
    sounds = [sound_of(word) for word in words]
    assert found.decode() == "".join([f"{sound}\n" for sound in sounds if len(sound) >= least])
