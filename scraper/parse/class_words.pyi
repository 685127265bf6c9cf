def meaning(names: str) -> int:
    """The bits of `names`: class, id and role, parted by spaces."""
