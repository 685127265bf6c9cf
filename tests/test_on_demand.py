"""A package's names come with the module that they live in, and not before."""

from __future__ import annotations

import pytest

from scraper import archive, discover, reading
from scraper.on_demand import names_from


def test_a_name_is_had_from_its_module() -> None:
    assert names_from("scraper", {"Article": "article"})("Article").__module__ == "scraper.article"


def test_an_unknown_name_is_missing_as_in_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'scraper' has no attribute 'Artikel'"):
        names_from("scraper", {"Article": "article"})("Artikel")


@pytest.mark.parametrize("package", [archive, discover, reading], ids=lambda package: str(package.__name__))
def test_all_that_a_package_promises_is_there(package: object) -> None:
    assert all(hasattr(package, name) for name in package.__all__)  # type: ignore[attr-defined]
