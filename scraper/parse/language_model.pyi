class LanguageModel:
    def __init__(self, path: str) -> None: ...
    def predict(self, line: str, k: int = 1, threshold: float = 0.0) -> tuple[list[str], list[float]]:
        """(labels, shares): so many at most, the likeliest first, of those that have so large a share."""
