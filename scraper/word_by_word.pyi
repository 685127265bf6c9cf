from array import array

def words_of(text: str) -> tuple[bytes, array[int], array[int], bytes, bool] | None:
    """As of `Folded`, without the text; None where a sign isn't NFKC, or takes a look at its neighbours."""
