from collections.abc import Set as AbstractSet

def collapsed(text: str) -> str:
    """With one space between words and none around them, as most texts have it."""

def is_tidy(text: str) -> bool:
    """Whether all of its signs are of those that stay as they are, alone or side by side: no control signs, and none
    that NFC would change or join to others. Western and Cyrillic letters and typography are known."""

def among(text: str, words: AbstractSet[str]) -> list[str]:
    """Those of a text's words that are among these, in its order. `text`: words parted by one space."""

def marks(text: str) -> tuple[int, int, int, int]:
    """(sentences that end, question marks, figures, quotation marks): how many. A sentence ends with a full stop,
    question or exclamation mark before white space or the text's end."""

def commas(text: str) -> int:
    """How many; in texts without any those of Arabic, Chinese and Japanese."""
