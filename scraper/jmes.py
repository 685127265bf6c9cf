"""Looks things up in a JSON document by JMESPath (jmespath.org), as rules for JSON sources name them.

The library is imported with the first expression: few configurations have any.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any


def check(expression: str) -> None:
    """Raises ValueError, with the place, where the expression is none."""
    from jmespath.exceptions import JMESPathError

    try:
        _compiled(expression)
    except JMESPathError as error:
        raise ValueError(" ".join(str(error).split())) from None


def look_up(expression: str, document: object) -> Any:
    """What stands there; None where nothing does, or where the document is shaped in another way."""
    from jmespath.exceptions import JMESPathError

    try:
        return _compiled(expression).search(document)
    except JMESPathError:  # a function on a value of the wrong type
        return None


@lru_cache(maxsize=512)
def _compiled(expression: str) -> Any:
    import jmespath

    return jmespath.compile(expression)
