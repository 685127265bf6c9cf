"""Files that aren't YAML, or hold nothing: place and remedy in plain words."""

from pathlib import Path

import pytest

from scraper.config import load_config
from scraper.errors import ConfigError

from .conftest import Problems

CASES = {
    "tab in the indentation": ("limits:\n\tretries: 1\n", "config.yaml:2:1: a tab; YAML takes spaces only"),
    "tab after the colon": ("a:\t1\n", "config.yaml:1:3: a tab; YAML takes spaces only"),
    "two colons": (
        "archive: a: b\n",
        "config.yaml:1:11: a ':' is not expected here; indent as the lines above do, or quote the value",
    ),
    "an open list": (
        "x: [1h,\n  2h\narchive: a\n",
        "config.yaml:3:8: expected ',' or ']' for what opens in line 1",
    ),
    "an open quote": ('x: "a\n\n', "config.yaml:3:1: expected the closing quote for what opens in line 1"),
    "a regex in double quotes": (
        'x: "\\d+"\n',
        "config.yaml:1:6: a backslash in double quotes is an escape; write '...' around regular expressions",
    ),
    "an indentation of its own": (
        "a:\n    b: 1\n  c: 2\n",
        "config.yaml:3:3: expected a key at the same indentation as the keys above",
    ),
    "a special character": (
        "a: @x\n",
        "config.yaml:1:4: expected a value; put it in quotes, as it starts with a special character",
    ),
    "a cron expression without quotes": (
        "schedule: */15 * * * *\n",
        "config.yaml:1:11: a '*' in front is an alias, and no anchor (&) above has that name; put the value in quotes",
    ),
    "an alias of nothing": (
        "a: *x\n",
        "config.yaml:1:4: a '*' in front is an alias, and no anchor (&) above has that name; put the value in quotes",
    ),
    "two documents": ("a: 1\n---\nb: 1\n", "config.yaml:2:1: expected one document; take the '---' out"),
    "a control character": ("a: 1\nb: x\x00\n", "config.yaml:2:5: a control character; YAML takes none"),
    "nothing": ("", "config.yaml: the file is empty; delete it and run `dateline init` for an example"),
    "comments only": ("# a\n", "config.yaml: the file is empty; delete it and run `dateline init` for an example"),
    "a list": ("# a\n- b\n", "config.yaml:2: expected keys such as 'sources:', got a list"),
    "a text": ("hello\n", "config.yaml:1: expected keys such as 'sources:', got a text"),
    "too deep": ("[" * 3000, "config.yaml:1: nested too deeply"),
    "not UTF-8": (b"a: 1\nb: \xe9\n", "config.yaml:2: not UTF-8 (byte 0xe9); save the file as UTF-8"),
}


@pytest.mark.parametrize(("text", "line"), CASES.values(), ids=CASES.keys())
def test_a_broken_file_is_told_in_one_line(text: str | bytes, line: str, problems: Problems) -> None:
    assert problems(text) == [line]


def test_aliases_that_unfold_without_end_are_refused(problems: Problems) -> None:
    doubling = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )

    assert problems(doubling) == ["config.yaml:1: more than 1,000,000 values; do aliases repeat each other?"]


def test_no_file_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigError) as caught:
        load_config(None, environ={})

    assert caught.value.problems == ["no config.yaml here: run `dateline init`"]


@pytest.mark.parametrize("by", ["flag", "variable"])
def test_a_named_file_that_is_missing(by: str, tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"

    with pytest.raises(ConfigError) as caught:
        load_config(file if by == "flag" else None, environ={"DATELINE_CONFIG": str(file)} if by == "variable" else {})

    assert caught.value.problems == [f"{file}: no such file; check the path, or run `dateline init`"]


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path, environ={})

    assert caught.value.problems == [f"{tmp_path}: is a folder; name the file in it, as in '{tmp_path}/config.yaml'"]
