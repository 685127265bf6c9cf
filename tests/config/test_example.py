"""The example file: it loads, names every key with its default, and explains it."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scraper.config import Config, example, load_config, write_example
from scraper.config.lists import JsonList
from scraper.config.settings import Limits, Politeness, Warc
from scraper.config.source import Rules, Source
from scraper.errors import UsageError

ROOT = Path(__file__).parents[2]


def uncommented() -> str:
    head, sources, tail = example().partition("sources:\n")
    return head + sources + re.sub("^#", " ", tail, flags=re.MULTILINE)


def test_the_example_at_the_top_is_what_init_writes() -> None:
    assert (ROOT / "config.yaml").read_text(encoding="utf-8") == example()


def test_the_example_holds_the_defaults(tmp_path: Path) -> None:
    config = load_config(write_example(tmp_path), environ={})

    defaults = Config(user_agent=config.user_agent)
    exclude = {"database", "archive"}
    assert config.model_dump(exclude=exclude) == defaults.model_dump(exclude=exclude)


def test_the_example_source_loads_when_its_comment_signs_go(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(uncommented(), encoding="utf-8")

    (source,) = load_config(file, environ={}).sources

    assert source.feeds == ("https://www.example.com/rss.xml",)
    assert source.rules[0].signature is not None


def test_the_example_names_every_key() -> None:
    values = YAML(typ="safe", pure=True).load(uncommented())

    assert {*values, "contact"} == set(Config.model_fields)
    assert "\n# contact: " in example()
    assert "\n# database_file: " in example()
    assert set(values["politeness"]) == set(Politeness.model_fields)
    assert set(values["limits"]) == set(Limits.model_fields)
    assert set(values["warc"]) == set(Warc.model_fields)
    assert set(values["sources"][0]) == set(Source.model_fields)
    assert set(values["sources"][0]["rules"]) == set(Rules.model_fields)
    assert set(values["sources"][0]["lists"][0]) == set(JsonList.model_fields)


def test_init_makes_the_folder_and_never_overwrites(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    file = write_example(folder)
    file.write_text("mine")

    with pytest.raises(UsageError, match="is there already and stays as it is"):
        write_example(folder)

    assert file == folder / "config.yaml"
    assert file.read_text() == "mine"


def test_init_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "news"
    file.touch()

    with pytest.raises(UsageError, match="is a file; name a folder"):
        write_example(file)
