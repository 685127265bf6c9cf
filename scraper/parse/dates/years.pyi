def years(text: str) -> list[tuple[int, int]]:
    """(start, end) of each: four figures, or two behind another and one of `./-`."""

def has_year(text: str) -> bool:
    """Whether one stands anywhere."""
