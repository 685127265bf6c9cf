"""What one request brought on its way: each answer, whatever became of it, for the archive keeps them all.

The trail belongs to the task that asked, so that whatever is fetched on its behalf (robots.txt, redirects, a second
attempt) ends up in it without being handed through.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from scraper.response import Response

_trail: ContextVar[list[Response] | None] = ContextVar("trail", default=None)


@contextmanager
def trail() -> Iterator[list[Response]]:
    """The answers of this request, the last one at the end."""
    answers: list[Response] = []
    token = _trail.set(answers)
    try:
        yield answers
    finally:
        _trail.reset(token)


def note(answer: Response) -> None:
    answers = _trail.get()
    if answers is not None:
        answers.append(answer)
