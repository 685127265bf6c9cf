"""Secrets come from the environment or from files, and never come out again."""

import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from scraper.config import Config, Source
from scraper.config.mask import mask_text

from .conftest import AGENT, Load, Problems

SECRET = "geheim"
FULL = f"""\
database: postgresql://news:{SECRET}@db.example.org:5432/news?sslmode=require
sources:
  - name: a
    url: https://user:{SECRET}@a.example.org/
    feeds: ['https://a.example.org/rss?api_key={SECRET}&full=1']
    headers: {{Authorization: Bearer {SECRET}, cookie: sid={SECRET}, X-Api-Key: {SECRET}, Accept: text/html}}
"""


def test_masked_is_ready_for_json_and_shows_all_but_the_secrets(load: Load) -> None:
    masked = load(AGENT + FULL).masked()

    assert SECRET not in json.dumps(masked)
    assert masked["database"] == "postgresql+psycopg://news:***@db.example.org:5432/news?sslmode=require"
    source = masked["sources"][0]
    assert source["url"] == "https://user:***@a.example.org/"
    assert source["feeds"] == ["https://a.example.org/rss?api_key=***&full=1"]
    assert source["headers"] == {"Authorization": "***", "cookie": "***", "X-Api-Key": "***", "Accept": "text/html"}
    assert masked["revisit"] == ["1h", "6h", "1d", "7d", "30d"]


def test_the_secrets_themselves_are_there_for_the_program(load: Load) -> None:
    config = load(AGENT + FULL)

    assert SECRET in config.database
    assert config.sources[0].headers["Authorization"] == f"Bearer {SECRET}"


def test_no_way_of_printing_shows_a_secret(load: Load) -> None:
    config = load(AGENT + FULL)
    console = Console(file=StringIO(), width=200)
    console.print(config)
    shown = [repr(config), str(config), f"{config.sources!r}", repr(config.sources[0]), console.file.getvalue()]  # type: ignore[attr-defined]

    assert not [text for text in shown if SECRET in text]


def test_pydantic_s_own_error_shows_no_value() -> None:
    with pytest.raises(ValueError) as caught:
        Config.model_validate({"user_agent": "A (+a@b.org)", "database": f"mysql://u:{SECRET}@h"})

    assert SECRET not in str(caught.value)
    assert SECRET not in repr(Source(name="a", url="https://a.org", headers={"Authorization": SECRET}))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("postgresql://u:p@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:p@ss/w:ord@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:p'\" w@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u@h:5432/d", "postgresql://u@h:5432/d"),
        ("postgresql:///d?host=/run&password=p", "postgresql:///d?host=/run&password=***"),
        ("https://h.org:8443/@me", "https://h.org:8443/@me"),
        ("https://token@h.org/x", "https://***@h.org/x"),
        ("https://u:p@h.org/x?access_token=1&b=2", "https://u:***@h.org/x?access_token=***&b=2"),
        ("Mine/1 (+https://h.org/bot; me@h.org)", "Mine/1 (+https://h.org/bot; me@h.org)"),
        ("sqlite:////data/dateline.db", "sqlite:////data/dateline.db"),
    ],
)
def test_what_is_masked(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@given(st.text(min_size=1).filter(lambda text: "@" not in text))
def test_no_password_of_a_database_url_survives(password: str) -> None:
    assert mask_text(f"postgresql://u:{password}@h/d") == "postgresql://u:***@h/d"


def test_a_value_may_come_from_the_environment(load: Load) -> None:
    text = AGENT + "database: postgresql://u:${PW}@${HOST:-localhost}/d\npoliteness: \n  delay_s: ${DELAY:-2.5}\n"

    config = load(text, {"PW": "x", "HOST": ""})

    assert config.database == "postgresql+psycopg://u:x@localhost/d"
    assert config.politeness.delay_s == 2.5


def test_dollars_of_regular_expressions_stay(load: Load) -> None:
    text = "sources: \n- {name: a, url: 'https://a.org', include: ['^x$', 'a{2}$', '$${NAME}']}\n"

    patterns = [pattern.pattern for pattern in load(AGENT + text).sources[0].include]

    assert patterns == ["^x$", "a{2}$", "${NAME}"]


def test_references_that_lead_nowhere(problems: Problems) -> None:
    text = "archive: ${HERE}\ndatabase: ${OPEN\nlimits:\n  timeout_s: ${T:-fast}\n"

    assert problems(AGENT + text) == [
        "config.yaml:2: archive: the environment variable HERE is not set; set it, or write '${HERE:-default}'",
        "config.yaml:3: database: expected '${NAME}' or '${NAME:-default}'; write '$${' for a literal '${'",
        "config.yaml:5: limits.timeout_s: expected a number of seconds > 0, got the value of '${T:-fast}'",
    ]


def test_a_secret_of_the_environment_is_shown_by_its_name(problems: Problems) -> None:
    (line,) = problems(AGENT + "politeness: {delay_s: '${X}'}\n", {"X": SECRET})

    assert line == ("config.yaml:2: politeness.delay_s: expected a number of seconds >= 0, got the value of '${X}'")


@pytest.mark.parametrize("by", ["key", "variable"])
def test_the_database_may_stand_in_a_file(by: str, load: Load, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("postgres://u:p@h/d\n")
    key = "database_file: secret\n" if by == "key" else "database: other.db\n"
    environ = {"DATELINE_DATABASE_FILE": "secret"} if by == "variable" else {}

    assert load(AGENT + key, environ).database == "postgresql+psycopg://u:p@h/d"


def test_files_of_secrets_that_do_not_serve(problems: Problems, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(SECRET + "://")
    wrong = "expected a file such as 'dateline.db', 'sqlite:///dateline.db' or 'postgresql://user@host/name'"

    assert problems(AGENT + "database_file: none\n") == [
        f"config.yaml:2: database_file: cannot read '{tmp_path}/none': No such file or directory"
    ]
    assert problems(AGENT + "database_file: secret\n") == [
        f"config.yaml:2: database: {wrong}, got the content of 'secret'"
    ]
    assert problems(AGENT + "database_file: secret\ndatabase: x.db\n") == [
        "config.yaml:2: database_file: 'database' is given as well; keep one of them"
    ]
    assert problems(AGENT, {"DATELINE_DATABASE_FILE": "none"}) == [
        "DATELINE_DATABASE_FILE: cannot read 'none': No such file or directory"
    ]
    assert problems(AGENT, {"DATELINE_DATABASE_FILE": "secret", "DATELINE_DATABASE": "x.db"}) == [
        "DATELINE_DATABASE: DATELINE_DATABASE_FILE is set as well; unset one of them"
    ]
