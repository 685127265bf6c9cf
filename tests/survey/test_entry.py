"""A source is put behind those that are there, and nothing else in the file changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.config import example, load_config
from scraper.errors import ConfigError, UsageError
from scraper.survey.entry import add_source, with_source

BLOCK = ["- name: new", "  url: https://new.example/", "  feeds:", "    - /rss  # lists 10 articles"]


@pytest.mark.parametrize(
    "before",
    [
        example(),
        "sources:\n",
        "sources: []\n",
        "sources:   # mine\n  - {name: a, url: 'https://a.example/'}\n",
        "sources:\n- name: a\n  url: https://a.example/\n\npoliteness:\n  delay_s: 2\n",
        "sources:\n    - name: a\n      url: https://a.example/\ncontact: a@example.org\n",
        "contact: a@example.org\nsources:\n  - name: a\n    url: https://a.example/",
    ],
    ids=["example", "empty", "empty list", "comment", "flush left", "deep", "no line end"],
)
def test_the_file_loads_with_one_source_more(tmp_path: Path, before: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(before, encoding="utf-8")
    old = [] if "name: a" not in before else ["a"]
    add_source(file, BLOCK, lambda path: load_config(path, environ={}))
    config = load_config(file, environ={})
    assert [source.name for source in config.sources] == [*old, "new"]
    assert config.sources[-1].feeds == ("https://new.example/rss",)
    kept = [line for line in before.splitlines() if line.strip() and not line.startswith("sources:")]
    assert [line for line in file.read_text(encoding="utf-8").splitlines() if line in kept] == kept


def test_a_file_without_a_place_for_it_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("sources: [{name: a, url: 'https://a.example/'}]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no line 'sources:'"):
        add_source(file, BLOCK, lambda path: None)
    assert with_source("contact: x\n", BLOCK) is None
    assert file.read_text(encoding="utf-8").count("\n") == 1


def test_a_block_that_makes_the_file_wrong_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("sources:\n  - {name: new, url: 'https://a.example/'}\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        add_source(file, BLOCK, lambda path: load_config(path, environ={}))
    assert "https://new.example" not in file.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]
