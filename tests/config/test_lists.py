"""JSON interfaces in config.yaml: what is taken, and what is told of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.config import load_config
from scraper.errors import ConfigError

HEAD = "sources:\n  - name: app\n    url: https://news.example/\n    lists:\n"
WHOLE = """\
      - url: /api/{language}/news.json?page={page}
        each: {language: [de, en]}
        items: data.items
        fields: {id: id, title: title}
        article: /{language}/{id}
"""


def load(folder: Path, lists: str) -> object:
    file = folder / "config.yaml"
    file.write_text(HEAD + lists, encoding="utf-8")
    return load_config(file, environ={}).sources[0].lists


def test_a_rule_is_taken(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, WHOLE)  # type: ignore[misc]
    assert rule.each == {"language": ("de", "en")}
    assert rule.fields == {"id": "id", "title": "title"}


def test_the_software_is_enough(tmp_path: Path) -> None:
    (rule,) = load(tmp_path, "      - software: wordpress\n")  # type: ignore[misc]
    assert rule.software == "wordpress"


def test_one_rule_needs_no_list(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(HEAD.removesuffix("\n") + " {software: ghost, each: {key: abc}}\n", encoding="utf-8")
    source = load_config(file, environ={}).sources[0]
    assert source.lists[0].each == {"key": ("abc",)}
    assert "abc" not in repr(source)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("items: data.items", "items: data.[", "config.yaml:7: sources[0].lists[0].items: expected a JMESPath"),
        ("title: title}", "title: 'a b'}", "fields: title: expected a JMESPath"),
        ("/{language}/{id}", "/{language}/{slug}", "article: nothing says what {slug} is; name it under `fields`"),
        ("each: {language: [de, en]}", "each: {}", "url: nothing says what {language} is; name it under `each`"),
        ("article: /{language}/{id}", "pages: 2", "article: missing; give a pattern such as '/news/{id}'"),
        ("url: /api", "url: api", "config.yaml:5: sources[0].lists[0].url: expected an address, whole or from / on"),
        ("items: data.items", "itens: data.items", "unknown key; did you mean 'items'?"),
        ("each: {language: [de, en]}", "each: {language: []}", "each: language: expected the values that it takes"),
        ("items: data.items", "software: drupal", "software: expected"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in WHOLE
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, WHOLE.replace(old, new))
    assert told in str(caught.value)
