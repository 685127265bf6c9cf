"""How long raw pages are kept, and where their files may go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from scraper.config import Config, Source
from scraper.config.settings import Warc

WHO = "t (+http://t.example)"


def config(keep_raw: object = "forever", **own: object) -> Config:
    sources = [Source(name=name, url="http://e.org/", keep_raw=kept) for name, kept in own.items()]  # type: ignore[arg-type]
    return Config(user_agent=WHO, keep_raw=keep_raw, sources=sources)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("general", "own", "days"),
    [
        ("forever", None, None),
        ("90d", None, 90),
        ("90d", "30d", 30),
        ("90d", "forever", None),
        ("forever", "1w", 7),
    ],
)
def test_a_source_s_own_word_counts(general: str, own: str | None, days: int | None) -> None:
    kept = config(general, a=own).keep_raw_of("a")
    assert kept == (None if days is None else timedelta(days=days))


def test_what_is_configured_no_longer_goes_by_the_general_rule() -> None:
    assert config("90d", a="forever").keep_raw_of("gone") == timedelta(days=90)


@pytest.mark.parametrize("value", ["never", "10m", 0, -1, [], True])
def test_what_is_no_time_to_keep_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match="expected 'forever' or a time of at least an hour"):
        config(value)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("store", "bucket/news", "expected an address such as s3://bucket/folder"),
        ("store", 7, "expected an address such as s3://bucket/folder"),
        ("store_options", "key", "expected options as 'name: value' lines"),
        ("store_options", {"key": ["a"]}, "the value of 'key' must be text"),
    ],
)
def test_a_store_that_makes_no_sense_is_refused(key: str, value: Any, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Warc(**{key: value})


def test_a_store_s_secrets_are_not_shown() -> None:
    warc = Warc(
        store="s3://bucket", store_options={"key": "who", "secret": "hush", "endpoint_url": "http://s3.example"}
    )
    assert ("hush" in repr(warc), "who" in repr(warc), "http://s3.example" in repr(warc)) == (False, False, True)
