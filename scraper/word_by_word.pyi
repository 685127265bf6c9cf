from array import array

def words_of(text: str, is_nfkc: bool) -> tuple[bytes, array[int], array[int], bytes, array[int], bool] | None:
    """As of `Folded`, without the text; None where a sign takes a look at its neighbours, or may be another in NFKC."""
