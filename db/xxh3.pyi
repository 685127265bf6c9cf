from array import array

def hashes_of(words: bytes) -> array[int]:
    """XXH3 of each word, 64 bits; a line end is behind each."""
