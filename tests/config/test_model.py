"""How a part of the configuration reads its values, whatever its keys."""

from __future__ import annotations

import pickle
from copy import deepcopy

import pytest

from scraper.config import Politeness, Source
from scraper.config.model import InvalidError
from scraper.config.source import Rules

TOWN = {"name": "town", "url": "https://town.example/"}


def test_all_mistakes_are_found_each_with_its_path() -> None:
    with pytest.raises(InvalidError) as caught:
        Source.read({"url": "x", "rules": [{"remove": [">", "p"]}, 3], "delay_s": "y", "zzz": 1})
    found = [(one.path, one.kind, one.value) for one in caught.value.findings]
    assert found == [
        (("name",), "missing", None),
        (("url",), "wrong", "x"),
        (("rules", 0, "remove", 0), "wrong", ">"),
        (("rules", 1), "wrong", 3),
        (("delay_s",), "wrong", "y"),
        (("zzz",), "unknown", 1),
    ]


def test_what_is_made_in_code_is_read_like_a_file() -> None:
    made = Source(name="town", url=" https://town.example/ ", feeds=("/rss",), rules=(Rules(title="h1"),))
    assert made == Source.read({**TOWN, "feeds": "/rss", "rules": {"title": "h1"}})
    assert made != Source.read(TOWN)
    assert Source.read(made) is made


def test_no_two_share_what_a_default_makes() -> None:
    one, other = Source.read(TOWN), Source.read(TOWN)
    assert one.headers == {}
    assert one.headers is not other.headers


def test_what_was_given_is_known_apart_from_what_is_in_force() -> None:
    assert Politeness(delay_s=1.0).given == {"delay_s"}
    assert Politeness(delay_s=1.0) == Politeness()


def test_it_may_be_copied_and_sent_to_another_process() -> None:
    made = Source.read(TOWN | {"include": ["a+"], "schedule": "15m"})
    assert deepcopy(made) == pickle.loads(pickle.dumps(made)) == made
