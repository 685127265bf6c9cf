"""What a good file becomes, and who wins when several say the same."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.config import Config, Cron, Duration, load_config
from scraper.config.suggest import KEYS
from scraper.errors import ConfigError

from .conftest import AGENT, Load, Problems


def test_a_file_with_a_user_agent_is_enough(load: Load, tmp_path: Path) -> None:
    config = load(AGENT)

    assert config.database == f"sqlite:///{tmp_path}/dateline.db"
    assert config.archive == tmp_path / "archive"
    assert config.sources == ()
    assert config.politeness.delay_s == 1.0
    assert config.limits.max_body == 20 * 1024 * 1024
    assert [str(age) for age in config.revisit] == ["1h", "6h", "1d", "7d", "30d"]


def test_a_source_in_full(load: Load) -> None:
    text = r"""
sources:
  - name: taz
    url: https://taz.de/
    feeds: /rss.xml
    sections: [/politik, https://www.taz.de/oeko]
    language: de
    schedule: 0 6 * * 1-5
    include: ['/\d+/']
    rules: {title: h1.head, remove: aside, dateline: '^[A-Z]+ '}
    delay_s: 3
    headers: {Cookie: consent=1}
  - {name: quiet, url: 'https://quiet.org', schedule: 2h, active: no, rules: }
"""
    config = load(AGENT + text)

    taz, quiet = config.sources
    assert taz.feeds == ("https://taz.de/rss.xml",)
    assert taz.sections == ("https://taz.de/politik", "https://www.taz.de/oeko")
    assert taz.schedule == Cron("0 6 * * mon,tue,wed,thu,fri")
    assert taz.include[0].search("https://taz.de/x/5881!/") is None
    assert taz.rules[0].remove == ("aside",)
    assert (taz.delay_s, quiet.delay_s) == (3, None)
    assert (quiet.schedule, quiet.active) == (Duration(7200), False)
    assert config.source("taz") is taz
    assert config.source("faz") is None


def test_sections_whose_keys_are_all_comments_keep_the_defaults(load: Load) -> None:
    assert load(AGENT + "politeness:\n  # delay_s: 2\nlimits:\nsources:\n") == load(AGENT)


def test_aliases_and_merge_keys_share_settings(load: Load) -> None:
    text = """
sources:
  - &base {name: a, url: 'https://a.org', delay_s: 5, rules: &rules {title: h1}}
  - {<<: *base, name: b}
  - {name: c, url: 'https://c.org', rules: *rules}
"""
    _, b, c = load(AGENT + text).sources

    assert (b.url, b.delay_s, b.rules[0].title, c.rules[0].title) == ("https://a.org", 5, "h1", "h1")


@pytest.mark.parametrize(
    ("contact", "agent"),
    [("me@example.org", None), ("https://example.org/bot", None), ("me@example.org", "Mine/1")],
)
def test_a_contact_completes_the_user_agent(contact: str, agent: str | None, load: Load) -> None:
    config = load(f"contact: {contact}\n" + (f"user_agent: {agent}\n" if agent else ""))

    assert config.user_agent.startswith(agent or "Dateline/")
    assert config.user_agent.endswith(f" (+{contact})")


@pytest.mark.parametrize("off", ["null", "", "off", "false", "${NOWHERE:-none}"])
def test_the_raw_archive_can_be_switched_off(off: str, load: Load) -> None:
    assert load(f"{AGENT}archive: {off}\n").archive is None


def test_flag_then_environment_then_file(load: Load, tmp_path: Path) -> None:
    text = AGENT + "database: file.db\narchive: raw\nlog_format: text\n"
    environ = {
        "DATELINE_DATABASE": "env.db",
        "DATELINE_DB": "alias.db",
        "DATELINE_ARCHIVE": "/elsewhere",
        "DATELINE_USER_AGENT": "Env/1.0 (+env@example.org)",
        "DATELINE_LOG_FORMAT": "json",
    }

    assert load(text).database.endswith("/file.db")
    assert load(text, {"DATELINE_DB": "alias.db"}).database == f"sqlite:///{tmp_path}/alias.db"
    from_environment = load(text, environ)
    assert from_environment.database == f"sqlite:///{tmp_path}/env.db"
    assert from_environment.archive == Path("/elsewhere")
    assert from_environment.user_agent == "Env/1.0 (+env@example.org)"
    assert from_environment.log_format == "json"
    assert load(text, environ, "flag.db").database == f"sqlite:///{tmp_path}/flag.db"


def test_what_is_overridden_may_be_wrong_in_the_file(load: Load) -> None:
    text = AGENT + "database: ${NOT_SET}\nlog_format: xml\n"

    assert load(text, {"DATELINE_LOG_FORMAT": "json"}, "x.db").log_format == "json"


def test_empty_variables_count_as_not_set(load: Load) -> None:
    assert load(AGENT, {"DATELINE_DATABASE": "", "DATELINE_ARCHIVE": ""}) == load(AGENT)


def test_paths_of_the_file_are_relative_to_it_others_to_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, here = tmp_path / "site", tmp_path / "here"
    site.mkdir()
    here.mkdir()
    (site / "config.yaml").write_text(AGENT)
    monkeypatch.chdir(here)

    config = load_config(None, environ={"DATELINE_CONFIG": "../site/config.yaml", "DATELINE_ARCHIVE": "raw"})

    assert config.database == f"sqlite:///{here}/../site/dateline.db"
    assert config.archive == here / "raw"


def test_a_wrong_variable_or_flag_is_named_after_the_mistakes_of_the_file(problems: Problems) -> None:
    found = problems(AGENT + "revisit: 1\n", {"DATELINE_LOG_FORMAT": "xml"}, "mysql://u:geheim@h/d")

    assert found == [
        "config.yaml:2: revisit: expected a list, got 1",
        "--db: expected a file such as 'dateline.db', 'sqlite:///dateline.db' or 'postgresql://user@host/name', "
        "got 'mysql://u:***@h/d'",
        "DATELINE_LOG_FORMAT: expected 'text' or 'json', got 'xml'",
    ]


def test_a_byte_order_mark_and_windows_lines_are_fine(load: Load) -> None:
    assert load(b"\xef\xbb\xbf" + AGENT.encode() + b"log_format: json\r\n").log_format == "json"


def test_models_refuse_change_and_unknown_keys(load: Load) -> None:
    config = load(AGENT)

    with pytest.raises(ValueError, match="frozen"):
        config.database = "x"
    with pytest.raises(ValueError, match="extra"):
        Config.model_validate({"user_agent": "A (+a@b.org)", "x": 1})


KEY_NAMES = sorted({key for keys in KEYS.values() for key in keys})
SCALARS = st.one_of(
    st.sampled_from(["null", "true", "-1", "1e999", "0x1F", ".nan", "15m", "* * * * *", "${HOME}", "${A", "!!int x"]),
    st.sampled_from(["https://a.org", "http://[", "'('", "h1 >", "&a x", "*a", "<<", "20 MB", "2024-01-01", "1:30"]),
    st.text(max_size=12),
)
LINES = st.builds(
    lambda indent, dash, key, value: f"{'  ' * indent}{'- ' if dash else ''}{key}: {value}",
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(KEY_NAMES) | st.text(max_size=5),
    st.just("") | SCALARS | st.lists(SCALARS, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
)


TEXTS = st.text() | st.lists(LINES, max_size=8).map("\n".join) | st.lists(LINES, max_size=8).map("\r\n".join)


@given(head=st.sampled_from(["", AGENT, f"{AGENT}sources:\n  - name: a\n    url: https://a.org/\n"]), text=TEXTS)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_text_only_a_config_error_comes(head: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_bytes((head + text).encode("utf-8", "surrogatepass"))

    problems = _problems(file)

    assert problems is None or problems
    assert all(line.startswith(f"{file}:") and line.isprintable() for line in problems or [])


def _problems(file: Path) -> list[str] | None:
    try:
        load_config(file, environ={})
    except ConfigError as error:
        return error.problems
    return None
