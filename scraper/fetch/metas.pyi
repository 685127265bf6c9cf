def metas(page: bytes, end: int, words: tuple[bytes, ...]) -> list[bytes]:
    """What stands in each meta element that has one of these words, all in small letters, as far as it isn't longer
    than 499 bytes. `end`: how far to look; `words`: of nothing but small letters."""
