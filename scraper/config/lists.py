"""A JSON interface of a site in config.yaml: where its lists are, what their items hold, how addresses are formed."""

import json
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from scraper.jmes import check

from .checks import listed
from .fields import Count, Whole
from .model import Model

COUNTED = frozenset({"page", "offset", "cursor"})
"""Names that the crawl fills in by itself."""

_NAME = re.compile(r"\{([^{}]*)\}")
_BODY_NAME = re.compile(r'"\{([a-z_]\w*)\}"')
_IDENTIFIER = re.compile(r"[a-z_]\w*")


def jmes(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("expected a JMESPath such as 'data.items'")
    try:
        check(value)
    except ValueError as error:
        raise ValueError(f"expected a JMESPath such as 'data.items' ({error})") from None
    return value


def pattern(value: object) -> str:
    expected = "expected an address, whole or from / on, with names in braces such as '/api/{language}?page={page}'"
    if not isinstance(value, str) or re.search(r"[\x00-\x20\x7f]", value.strip()):
        raise ValueError(expected)
    value = value.strip()
    if not value.startswith(("http://", "https://", "/", "{")):
        raise ValueError(expected)
    for name in _NAME.findall(value):
        if not _IDENTIFIER.fullmatch(name):
            raise ValueError(f"{{{name}}} is no name; lower-case letters, digits and '_' are")
    return value


def named(value: object) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(isinstance(k, str) and _IDENTIFIER.fullmatch(k) for k in value):
        raise ValueError("expected names with their values, as in 'title: headline'")
    return value


def paths(value: object) -> dict[str, str]:
    found = {}
    for name, path in named(value).items():
        try:
            found[name] = jmes(path)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
    return found


def choices(value: object) -> dict[str, tuple[str, ...]]:
    found = {}
    for name, values in named(value).items():
        items = listed(str(values) if isinstance(values, int) else values)
        if not items or not all(isinstance(item, str | int) and not isinstance(item, bool) for item in items):
            raise ValueError(f"{name}: expected the values that it takes, as in [de, en]")
        found[name] = tuple(str(item) for item in items)
    return found


def query(value: object) -> str:
    """The body as JSON text."""
    if not isinstance(value, dict) or not value:
        raise ValueError("expected what is sent as JSON, as in {query: '...', variables: {page: '{page}'}}")
    return json.dumps(value, ensure_ascii=False)


Jmes = Annotated[str, PlainValidator(jmes)]
Pattern = Annotated[str, PlainValidator(pattern)]
Paths = Annotated[dict[str, str], BeforeValidator(paths)]
Choices = Annotated[dict[str, tuple[str, ...]], BeforeValidator(choices)]


class JsonList(Model):
    """`software` fills in what its interface fixes; any key here wins over that."""

    software: Literal["wordpress", "ghost", "joomla"] | None = None
    url: Pattern | None = None
    body: Annotated[str | None, BeforeValidator(lambda value: value and query(value))] = None
    """As JSON text. With it the list is asked for by POST."""
    each: Choices = Field(default_factory=dict)
    items: Jmes | None = None
    next: Jmes | None = None
    first_page: Whole | None = None
    pages: Count | None = None
    fields: Paths = Field(default_factory=dict)
    article: Pattern | None = None
    text: Pattern | None = None
    text_fields: Paths = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_whole(self) -> "JsonList":
        if self.software is not None:
            return self
        for key, example in (("url", "/api/news.json?page={page}"), ("article", "/news/{id}")):
            if getattr(self, key) is None:
                raise ValueError(f"{key}: missing; give a pattern such as '{example}', or the site's `software`")
        known = {*self.each, *COUNTED}
        self._know("url", self.url, known, "each")
        for name in _BODY_NAME.findall(self.body or ""):
            self._know("body", f"{{{name}}}", known, "each")
        known |= {*self.fields}
        self._know("article", self.article, known, "fields")
        self._know("text", self.text, known, "fields")
        return self

    def _know(self, key: str, value: str | None, known: set[str], place: str) -> None:
        for name in _NAME.findall(value or ""):
            if name not in known:
                raise ValueError(f"{key}: nothing says what {{{name}}} is; name it under `{place}`")
