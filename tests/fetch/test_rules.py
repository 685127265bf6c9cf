"""RFC 9309 to the letter: what a robots.txt allows. Many of the cases are those that Google's parser is tested with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.pattern import Pattern, comparable
from scraper.fetch.rules import MAX_SIZE, parse_robots

SITE = "http://foo.bar"


def allows(text: str | bytes, path: str, agent: str = "FooBot") -> bool:
    data = text if isinstance(text, bytes) else text.encode()
    return parse_robots(data).refuses(SITE + path, agent) is None


def rules(*lines: str) -> str:
    return "\n".join(("user-agent: FooBot", *lines))


GROUPS = """\
allow: /foo/bar/

user-agent: FooBot
disallow: /
allow: /x/
user-agent: BarBot
disallow: /
allow: /y/


allow: /w/
user-agent: BazBot

user-agent: FooBot
allow: /z/
disallow: /
"""


@pytest.mark.parametrize(
    ("agent", "path", "expected"),
    [
        ("FooBot", "/x/b", True), ("FooBot", "/z/d", True), ("FooBot", "/y/c", False), ("BarBot", "/y/c", True),
        ("BarBot", "/w/a", True), ("BarBot", "/z/d", False), ("BazBot", "/z/d", True), ("FooBot", "/foo/bar/", False),
        ("BarBot", "/foo/bar/", False), ("BazBot", "/foo/bar/", False), ("QuxBot", "/foo/bar/", True),
    ],
)  # fmt: skip
def test_groups_of_one_agent_are_merged_and_rules_outside_groups_ignored(agent: str, path: str, expected: bool) -> None:
    assert allows(GROUPS, path, agent) is expected


@pytest.mark.parametrize(
    ("text", "agent", "expected"),
    [
        ("", "FooBot", True),
        ("user-agent: FooBot\ndisallow: /", "FooBot", False),
        ("USER-AGENT: FooBot\nDISALLOW: /", "FooBot", False),
        ("uSeR-aGeNt: FOOBOT\ndIsAlLoW: /", "foobot", False),
        ("foo: FooBot\nbar: /", "FooBot", True),
        ("user-agent FooBot\ndisallow /", "FooBot", False),
        ("useragent: FooBot\ndissallow: /", "FooBot", False),
        ("user agent: FooBot\ndisalow: /", "FooBot", False),
        ("  user-agent\t:  FooBot  \n\tdisallow : / ", "FooBot", False),
        ("user-agent: FooBot/2.1\ndisallow: /", "FooBot", False),
        ("user-agent: FooBot News\ndisallow: /", "FooBot", False),
        ("user-agent: FooBot-News\ndisallow: /", "FooBot", True),
        ("user-agent: Foo\ndisallow: /", "FooBot", True),
        ("user-agent: FooBot\ndisallow: /", "Foo", True),
        ("user-agent: Foo.Bot2\ndisallow: /", "foo.bot2", False),
        ("user-agent: *\ndisallow: /", "FooBot", False),
        ("user-agent: * \ndisallow: /", "FooBot", False),
        ("user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /", "FooBot", False),
        ("user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /", "BarBot", True),
        ("user-agent: *\ndisallow: /\nuser-agent: FooBot\ndisallow:", "FooBot", True),
        ("user-agent: *\ndisallow: /\nuser-agent: FooBot", "FooBot", True),
        ("user-agent: FooBot\nuser-agent: BarBot\ndisallow: /", "FooBot", False),
        ("user-agent: FooBot\n\n\nuser-agent: BarBot\ndisallow: /", "FooBot", False),
        ("user-agent: FooBot\nsitemap: /s.xml\nuser-agent: BarBot\ndisallow: /", "FooBot", False),
        ("user-agent: FooBot\ncrawl-delay: 1\nuser-agent: BarBot\ndisallow: /", "FooBot", False),
        ("user-agent: FooBot\nhost: foo.bar\ndisallow: /", "FooBot", False),
        ("user-agent: FooBot\ndisallow: /\nuser-agent: *\nallow: /", "FooBot", False),
        ("user-agent: FooBot\nuser-agent: FooBot\ndisallow: /", "FooBot", False),
        ("user-agent:\ndisallow: /", "FooBot", True),
        ("user-agent: \N{KATAKANA LETTER TU}\ndisallow: /", "FooBot", True),
        ("<!doctype html><title>Disallow: /</title>", "FooBot", True),
        ("user-agent: FooBot # us\ndisallow: / # all", "FooBot", False),
        ("# user-agent: FooBot\ndisallow: /", "FooBot", True),
        ("user-agent: FooBot\n#disallow: /", "FooBot", True),
    ],
)  # fmt: skip
def test_lines_and_agents(text: str, agent: str, expected: bool) -> None:
    assert allows(text, "/x/y", agent) is expected


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\n\r\n"], ids=["LF", "CRLF", "CR", "mixed"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_every_kind_of_line_end_with_and_without_a_byte_order_mark(end: bytes, mark: bytes) -> None:
    assert not allows(mark + end.join((b"User-Agent: foobot", b"", b"Disallow: /")), "/x")


@pytest.mark.parametrize(
    ("lines", "path", "expected"),
    [
        (("disallow: /x/page.html", "allow: /x/"), "/x/page.html", False),
        (("allow: /x/page.html", "disallow: /x/"), "/x/page.html", True),
        (("allow: /x/page.html", "disallow: /x/"), "/x/", False),
        (("disallow:", "allow:"), "/x", True),
        (("disallow: /", "allow: /"), "/x", True),
        (("disallow: /x", "allow: /x/"), "/x", False),
        (("disallow: /x", "allow: /x/"), "/x/", True),
        (("allow: /page", "disallow: /*.html"), "/page.html", False),
        (("allow: /page", "disallow: /*.html"), "/page", True),
        (("allow: /x/page.", "disallow: /*.html"), "/x/page.html", True),
        (("allow: /x/page.", "disallow: /*.html"), "/x/y.html", False),
        (("disallow: /X/",), "/x/y", True),
        (("allow: /p", "disallow: /"), "/page", True),
        (("allow: /folder", "disallow: /folder"), "/folder/page", True),
        (("allow: /page", "disallow: /*.htm"), "/page.htm", False),
        (("allow: /$", "disallow: /"), "/", True),
        (("allow: /$", "disallow: /"), "/page.htm", False),
        (("disallow: /foo/bar/quz", "allow: /foo/*/qux"), "/foo/bar/quz", False),
        (("disallow: /foo/bar/quz", "allow: /foo/*/qux"), "/foo//quz", True),
        (("disallow: /foo/bar$", "allow: /foo/bar/qux"), "/foo/bar", False),
        (("disallow: /foo/bar$", "allow: /foo/bar/qux"), "/foo/bar/", True),
        (("disallow: /foo/quz#qux", "allow: /"), "/foo/quz", False),
        (("disallow: /",), "/robots.txt", True),
        (("disallow: /",), "/robots.txt?x", False),
        (("disallow: /",), "", False),
        (("disallow: /",), "?query", False),
        (("disallow: /a#b",), "/a#fragment", False),
        (("disallow: /*b",), "/a#b", True),
        (("disallow: x",), "/x", True),
        (("disallow: *x",), "/x", False),
        (("disallow: $",), "/", True),
        (("disallow: *$",), "/any", False),
        (("disallow: /a$b",), "/a$b", False),
        (("disallow: /a$b",), "/a", True),
    ],
)  # fmt: skip
def test_the_longest_match_decides_and_allow_wins_a_draw(lines: tuple[str, ...], path: str, expected: bool) -> None:
    assert allows(rules(*lines), path) is expected


@pytest.mark.parametrize(
    ("pattern", "covered", "others"),
    [
        ("/fish", "/fish /fish.html /fish/salmon.html /fishheads /fishheads/y.html /fish.html?id=1",
         "/bar /Fish.asp /catfish /?id=fish"),
        ("/fish*", "/fish /fish.html /fish/salmon.html /fishheads /fish.html?id=1", "/bar /Fish.bar /catfish"),
        ("/fish/", "/fish/ /fish/salmon /fish/?salmon /fish/salmon.html", "/fish /fish.html /Fish/Salmon.html"),
        ("/*.php", "/filename.php /folder/f.php /folder/f.php?p //folder/any.php.file.html /f.php/ /index?f=f.php/",
         "/bar /php/ /index?php /windows.PHP"),
        ("/*.php$", "/filename.php /folder/filename.php",
         "/filename.php?p /filename.php/ /filename.php5 /php/ /filename?php /aaaphpaaa //windows.PHP"),
        ("/fish*.php", "/fish.php /fishheads/catfish.php?parameters", "/Fish.PHP"),
        ("/a*b*c$", "/abc /axbxc /abcbc /abbcc", "/ab /abcd /acb /c"),
        ("/a**b", "/ab /axb", "/a"),
        ("/ab*b$", "/abb /abxb", "/ab"),
        ("/*/*/", "/a/b/ ///", "/a/b"),
    ],
)  # fmt: skip
def test_what_a_pattern_covers(pattern: str, covered: str, others: str) -> None:
    found = Pattern(pattern.encode())
    assert [path for path in covered.split() if not found.covers(comparable(SITE + path))] == []
    assert [path for path in others.split() if found.covers(comparable(SITE + path))] == []


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz"),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"),
        ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar"),
        ("/foo/bar?baz=https://foo.bar?tar&par", "/foo/bar?baz=https://foo.bar?tar&par"),
        ("/*url=http://", "/go?url=http://example.org"),
        ("/foo/bar/\N{KATAKANA LETTER TU}", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%E3%83%84", "/foo/bar/\N{KATAKANA LETTER TU}"),
        ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84"),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz"),
        ("/foo/bar/baz", "/foo/bar/%62%61%7a"),
        ("/path/file-with-a-%2A.html", "/path/file-with-a-*.html"),
        ("/path/foo-%24", "/path/foo-$"),
        ("/a b", "/a%20b"),
        ("/100%", "/100%"),
    ],
)  # fmt: skip
def test_encoded_or_not_it_is_the_same_path(pattern: str, path: str) -> None:
    assert Pattern(pattern.encode()).covers(comparable(SITE + path))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [("/a%2Fb", "/a/b"), ("/a/b", "/a%2Fb"), ("/a-%2A$", "/a-xyz"), ("/a?b%26c", "/a?b&c"), ("/%41", "/a")],
    ids=["slash in the pattern", "slash in the path", "a star that is none", "ampersand", "case"],
)
def test_reserved_characters_are_not_the_same_encoded_and_bare(pattern: str, path: str) -> None:
    assert not Pattern(pattern.encode()).covers(comparable(SITE + path))


def test_octets_that_are_no_utf_8_are_octets() -> None:
    assert not allows(b"user-agent: FooBot\ndisallow: /caf\xe9", "/caf%E9")


def test_what_lies_beyond_500_kib_does_not_count_and_no_line_is_cut_in_two() -> None:
    head = b"User-agent: FooBot\nDisallow: /a\n"
    padding = b"#" * (MAX_SIZE - len(head) - len(b"\nDisallow: /")) + b"\nDisallow: /"
    text = head + padding + b"b\n"
    assert len(head + padding) == MAX_SIZE
    assert [allows(text, path) for path in ("/a", "/b", "/c")] == [False, True, True]
    assert not allows(head + padding, "/c")


def test_a_line_without_an_end_counts_up_to_a_limit() -> None:
    assert not allows(b"User-agent: FooBot\nDisallow: /" + b"a" * 100_000, "/" + "a" * 20_000)


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("user-agent: FooBot\ncrawl-delay: 2.5", 2.5),
        ("user-agent: *\ncrawl-delay: 5", 5.0),
        ("user-agent: *\ncrawl-delay: 5\ndisallow:\nuser-agent: FooBot\ndisallow: /x", None),
        ("user-agent: FooBot\ncrawl-delay: 2\ncrawl-delay: 9", 9.0),
        ("user-agent: FooBot\ncrawl-delay: -2", None),
        ("user-agent: FooBot\ncrawl-delay: nan\ncrawl-delay: inf\ncrawl-delay: soon", None),
        ("crawl-delay: 5\nuser-agent: FooBot\ndisallow: /x", None),
    ],
)
def test_the_crawl_delay_of_our_group(text: str, delay: float | None) -> None:
    group = parse_robots(text.encode()).group_for("FooBot")
    assert (group.crawl_delay_s if group else None) == delay


def test_signals_belong_to_their_group() -> None:
    text = (
        "user-agent: *\ncontent-signal: ai-train=no\nallow: /\nuser-agent: FooBot\nContent-Usage: train-ai=n\nallow: /"
    )
    found = parse_robots(text.encode())
    assert [(group.agent, group.signals) for group in found.groups.values()] == [
        ("*", [("content-signal", "ai-train=no")]),
        ("foobot", [("content-usage", "train-ai=n")]),
    ]


def test_the_refusing_line_is_told() -> None:
    found = parse_robots(rules("allow: /", "", "disallow: /x # hm").encode()).refuses(SITE + "/x", "foobot")
    assert found is not None
    group, rule = found
    assert (group.agent, rule.line, rule.text) == ("foobot", 4, "disallow: /x")


def test_many_stars_end_in_this_century() -> None:
    assert not Pattern(b"/" + b"*a" * 4000 + b"b$").covers(comparable(SITE + "/" + "a" * 8000))


@given(st.binary(max_size=300))
def test_no_file_breaks_the_parser(data: bytes) -> None:
    found = parse_robots(b"user-agent: *\n" + data)
    found.refuses(SITE + "/a?b=c", "FooBot")


@given(st.text(max_size=60))
def test_a_path_is_covered_by_itself(path: str) -> None:
    clean = path.replace("#", "").replace("*", "").replace("$", "").encode("utf-8", "ignore").decode()
    assert Pattern(("/" + clean).encode()).covers(comparable(SITE + "/" + clean))


@given(st.text("abcXYZ019-._~/%*$é :;,", max_size=12))
def test_a_path_without_a_query_is_the_same_path_as_with_an_empty_one(path: str) -> None:
    bare, asking = comparable(f"{SITE}/{path}#top"), comparable(f"{SITE}/{path}?#top")
    assert (bare.plain + b"?", bare.strict + b"?") == (asking.plain, asking.strict)
