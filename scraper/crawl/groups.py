"""What to tell of several tasks that failed together."""

from __future__ import annotations


def first_of(error: BaseException) -> BaseException:
    """The first error of a group of them: the others come from the same trouble."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
