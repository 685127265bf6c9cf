"""Wrong files and the exact lines that a person reads. Line 1 of each holds a good user_agent."""

import textwrap

import pytest

from .conftest import AGENT, Problems

MANY = """\
politeness:
  delay_s: fast
sources:
  - name: bbc
    url: https://www.bbc.com/
    schedul: 15m
  - name: Spiegel
    url: www.spiegel.de
  - url: https://www.lemonde.fr/
"""

CASES: dict[str, tuple[str, list[str]]] = {
    "all at once, by line": (
        MANY,
        [
            "config.yaml:3: politeness.delay_s: expected a number of seconds >= 0, got 'fast'",
            "config.yaml:7: sources[0].schedul: unknown key; did you mean 'schedule'?",
            "config.yaml:8: sources[1].name: expected lower-case letters, digits, '.', '_' or '-' "
            "(in quotes, if only digits), got 'Spiegel'",
            "config.yaml:9: sources[1].url: expected an address that starts with http:// or https://, "
            "got 'www.spiegel.de'",
            "config.yaml:10: sources[2].name: missing; give the source a short name such as 'bbc'",
        ],
    ),
    "known at another level": (
        "delay_s: 3\nlimits:\n  schedule: 15m\n  robots: false\n",
        [
            "config.yaml:2: delay_s: unknown key here; it belongs under 'politeness:'",
            "config.yaml:4: limits.schedule: unknown key here; it belongs in a source",
            "config.yaml:5: limits.robots: unknown key here; it belongs under 'politeness:'",
        ],
    ),
    "a source's rule outside of rules": (
        "sources:\n- {name: a, url: 'https://a.org', remove: [aside]}\n",
        ["config.yaml:3: sources[0].remove: unknown key here; it belongs under 'rules:' of a source"],
    ),
    "misspelt and at another level": (
        "time_out_s: 3\n",
        ["config.yaml:2: time_out_s: unknown key; did you mean 'timeout_s' under 'limits:'?"],
    ),
    "another program's word": (
        "sources:\n- {name: a, url: 'https://a.org', rss: /feed}\n",
        ["config.yaml:3: sources[0].rss: unknown key; did you mean 'feeds'?"],
    ),
    "swapped letters of a short key": (
        "sources:\n- {name: a, url: 'https://a.org', ulr: x}\n",
        ["config.yaml:3: sources[0].ulr: unknown key; did you mean 'url'?"],
    ),
    "a key like nothing": (
        "politeness:\n  zzz: 1\n",
        [
            "config.yaml:3: politeness.zzz: unknown key; known here: delay_s, concurrency, total_concurrency, "
            "scope, robots, respect_crawl_delay, max_crawl_delay_s, obey_signals"
        ],
    ),
    "one name twice": (
        "sources:\n- {name: a, url: 'https://a.org'}\n- name: a\n  url: https://b.org\n",
        ["config.yaml:4: sources[1].name: 'a' is taken by the source in line 3"],
    ),
    "one name twice among other mistakes": (
        "sources:\n- {name: a, url: x}\n- name: a\n  url: https://b.org\n",
        [
            "config.yaml:3: sources[0].url: expected an address that starts with http:// or https://, got 'x'",
            "config.yaml:4: sources[1].name: 'a' is taken by the source in line 3",
        ],
    ),
    "an address that is none tells of itself alone": (
        "sources:\n- {name: a, url: 'http://a.org:99999/', feeds: [/rss]}\n- {name: b, url: 'http://a b.org'}\n"
        "- {name: c, url: 'https:///x', sections: /news}\n",
        [
            "config.yaml:3: sources[0].url: expected an address with a host such as www.example.org and, if need be, "
            "a port below 65536, got 'http://a.org:99999/'",
            "config.yaml:4: sources[1].url: expected an address without a space in it, got 'http://a b.org'",
            "config.yaml:5: sources[2].url: expected an address with a host such as www.example.org and, if need be, "
            "a port below 65536, got 'https:///x'",
        ],
    ),
    "no address": (
        "sources:\n- name: a\n",
        ["config.yaml:3: sources[0].url: missing; give the address of the site's front page"],
    ),
    "regex and selector": (
        "sources:\n- name: a\n  url: https://a.org\n  exclude: ['ok', '(x']\n  rules:\n    title: h1[\n"
        "    remove: [aside, '>']\n    dateline: '*'\n",
        [
            "config.yaml:5: sources[0].exclude[1]: expected a regular expression "
            "(missing ), unterminated subpattern at position 0), got '(x'",
            "config.yaml:7: sources[0].rules.title: expected a CSS selector such as 'h1.title', got 'h1['",
            "config.yaml:8: sources[0].rules.remove[1]: expected a CSS selector such as 'h1.title', got '>'",
            "config.yaml:9: sources[0].rules.dateline: expected a regular expression "
            "(nothing to repeat at position 0), got '*'",
        ],
    ),
    "a list item has its own line": (
        "sources:\n- name: a\n  url: https://a.org\n  feeds:\n    - /rss\n    - feed.xml\n",
        [
            "config.yaml:7: sources[0].feeds[1]: expected an address that starts with http:// or https://, "
            "got 'feed.xml'"
        ],
    ),
    "one value in place of a list": (
        "sources:\n- name: a\n  url: https://a.org\n  feeds: feed.xml\n",
        ["config.yaml:5: sources[0].feeds: expected an address that starts with http:// or https://, got 'feed.xml'"],
    ),
    "wrong shapes": (
        "politeness: 3\nlimits: [1]\nsources: {name: a}\nrevisit: 5\n",
        [
            "config.yaml:2: politeness: expected keys and values, got 3",
            "config.yaml:3: limits: expected keys and values, got a list",
            "config.yaml:4: sources: expected a list, got keys and values",
            "config.yaml:5: revisit: expected a list, got 5",
        ],
    ),
    "figures": (
        "limits:\n  timeout_s: 0\n  max_body: 20 MiBs\n  retries: -1\n  pages_per_pass: 0\n  section_pages: 1.5\n"
        "  max_age_days: .inf\n  max_redirects: true\n",
        [
            "config.yaml:3: limits.timeout_s: expected a number of seconds > 0, got 0",
            "config.yaml:4: limits.max_body: expected a size such as '20 MB', '500 kB' or a number of bytes, "
            "got '20 MiBs'",
            "config.yaml:5: limits.retries: expected a whole number >= 0, got -1",
            "config.yaml:6: limits.pages_per_pass: expected a whole number >= 1, got 0",
            "config.yaml:7: limits.section_pages: expected a whole number >= 0, got 1.5",
            "config.yaml:8: limits.max_age_days: expected a number of days > 0, or null for no limit, got inf",
            "config.yaml:9: limits.max_redirects: expected a whole number >= 0, got true",
        ],
    ),
    "words": (
        "log_format: xml\nallow_private_networks: maybe\narchive: [x]\ndatabase: mysql://root:geheim@host/db\n",
        [
            "config.yaml:2: log_format: expected 'text' or 'json', got 'xml'",
            "config.yaml:3: allow_private_networks: expected true or false, got 'maybe'",
            "config.yaml:4: archive: expected a folder, or null for none, got a list",
            "config.yaml:5: database: expected a file such as 'dateline.db', 'sqlite:///dateline.db' or "
            "'postgresql://user@host/name', got 'mysql://root:***@host/db'",
        ],
    ),
    "ages that fall": (
        "revisit: [1d, 1h]\n",
        ["config.yaml:2: revisit: expected rising ages such as [1h, 6h, 1d], got a list"],
    ),
    "an age that is none": (
        "revisit: [1h, soon]\n",
        ["config.yaml:2: revisit[1]: expected a duration such as '90s', '15m', '2h' or '1d', got 'soon'"],
    ),
    "schedules": (
        "sources:\n- {name: a, url: 'https://a.org', schedule: often}\n"
        "- {name: b, url: 'https://a.org', schedule: 61 * * * *}\n"
        "- {name: c, url: 'https://a.org', schedule: 0 0 31 2 *}\n",
        [
            "config.yaml:3: sources[0].schedule: expected 'auto', an interval such as '15m', or a cron expression "
            "such as '*/15 6-22 * * *', got 'often'",
            "config.yaml:4: sources[1].schedule: expected 'auto', an interval such as '15m', or a cron expression "
            "such as '*/15 6-22 * * *' (cron: Error validating expression '61': the last value (61) is higher than "
            "the maximum value (59)), got '61 * * * *'",
            "config.yaml:5: sources[2].schedule: expected a cron expression for a day that exists, got '0 0 31 2 *'",
        ],
    ),
    "headers never show their values": (
        "sources:\n- name: a\n  url: https://a.org\n  headers:\n    X-Token: 12345\n",
        ["config.yaml:5: sources[0].headers: the value of 'X-Token' must be text; put it in quotes"],
    ),
    "the same key again": (
        "archive: a\npoliteness: {delay_s: x}\narchive: b\npoliteness: {}\n",
        [
            "config.yaml:3: politeness.delay_s: expected a number of seconds >= 0, got 'x'",
            "config.yaml:4: archive: the same key again; the first is in line 2",
            "config.yaml:5: politeness: the same key again; the first is in line 3",
        ],
    ),
    "an alias of itself, an unknown tag, a key that is no name": (
        "revisit: &r [*r]\narchive: !!python/name x\n[a]: 1\n",
        [
            "config.yaml:2: revisit[0]: an alias that contains itself",
            "config.yaml:2: revisit[0]: expected a duration such as '90s', '15m', '2h' or '1d', got nothing",
            "config.yaml:3: archive: the tag '!python/name' is not known here; leave it out",
            "config.yaml:4: expected a name before the ':'",
        ],
    ),
}


def test_a_message_stays_on_its_line_whatever_it_quotes(problems: Problems) -> None:
    text = 'sources:\n- {name: a, url: \'https://a.org\', include: "[b-\\n]"}\n"x\\u2028y": 1\n'

    regex, key = problems(AGENT + text)

    assert regex.startswith(
        "config.yaml:3: sources[0].include: expected a regular expression (bad character range b-\\n"
    )
    assert key.startswith("config.yaml:4: x\\u2028y: unknown key")


@pytest.mark.parametrize(("text", "lines"), CASES.values(), ids=CASES.keys())
def test_each_mistake_is_one_line_that_says_where_and_what(text: str, lines: list[str], problems: Problems) -> None:
    assert problems(AGENT + textwrap.dedent(text)) == lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('user_agent: "Ü (+a@b.org)"\n', "config.yaml:1: user_agent: expected one line of ASCII text, as in "),
        ("contact: me\n", "config.yaml:1: contact: expected a mail address or an http(s) address, got 'me'"),
    ],
)
def test_a_crawler_says_how_to_reach_a_person(text: str, line: str, problems: Problems) -> None:
    (found,) = problems(text)

    assert found.startswith(line)
