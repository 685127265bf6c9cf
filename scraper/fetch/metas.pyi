def metas(page: bytes, end: int) -> list[bytes]:
    """What stands in each meta element, in small letters, as far as it isn't longer than 499 bytes. `end`: how far to
    look."""
