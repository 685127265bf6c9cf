"""A part of the configuration: frozen, knows all its keys, and never shows a secret."""

import os
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict

from .mask import mask_tree

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""pydantic looks for plugins of its own in the metadata of all that is installed, at each start; we have none."""


class Model(BaseModel):
    """Masked wherever it may be printed: `repr`, `str`, rich, and pydantic's own errors, which leave the input out."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def masked(self) -> dict[str, Any]:
        """The effective settings, ready for JSON, with `***` for each password and credential."""
        plain = mask_tree(self.model_dump(mode="json"))
        assert isinstance(plain, dict)
        return plain

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        return list(self.masked().items())
