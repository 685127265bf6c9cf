def collapsed(text: str) -> str:
    """With one space between words and none around them, as most texts have it."""
