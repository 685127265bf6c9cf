"""One site in config.yaml: where its news is announced, when to look, and what a person knows of its pages."""

import re
from typing import Annotated, Literal, TypeGuard
from urllib.parse import urljoin

from pydantic import Field, PlainValidator, ValidationInfo, field_validator

from .checks import keep_for, listed
from .fields import (
    Cookies,
    Count,
    Day,
    Flag,
    Headers,
    KeepFor,
    Listed,
    ListedSections,
    Proxy,
    Regex,
    Seconds,
    Selector,
    WebAddress,
)
from .lists import JsonList
from .model import Model
from .schedule import Schedule

_NAME = re.compile(r"[a-z0-9_.-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def source_name(value: object) -> str:
    expected = "expected lower-case letters, digits, '.', '_' or '-' (in quotes, if only digits)"
    if not isinstance(value, str) or not _NAME.fullmatch(value) or not value.strip("."):
        raise ValueError(expected)
    return value


def language_code(value: object) -> str | None:
    if value is None or (isinstance(value, str) and _LANGUAGE.fullmatch(value)):
        return value
    raise ValueError("expected an ISO 639-1 code such as 'de' or 'en', or null to detect it")


Scope = Literal["host", "domain"]


def check_scope(value: object) -> object:
    if value not in ("host", "domain"):
        raise ValueError("expected 'host' or 'domain'")
    return value


class Rules(Model):
    """CSS selectors for the parts of a page; regular expressions for what opens and closes its text.

    `valid_until`: the last day on which pages look like that; later ones are read by the next set, or without rules.
    """

    valid_until: Day | None = None
    title: Selector | None = None
    text: Selector | None = None
    lead: Selector | None = None
    authors: Selector | None = None
    published: Selector | None = None
    modified: Selector | None = None
    section: Selector | None = None
    keywords: Selector | None = None
    image: Selector | None = None
    remove: Annotated[tuple[Selector, ...], Listed] = ()
    dateline: Regex | None = None
    signature: Regex | None = None


class Source(Model):
    """`include` and `exclude` are searched in article URLs; `delay_s`, `concurrency`, `scope` override politeness."""

    name: Annotated[str, PlainValidator(source_name)]
    url: WebAddress
    feeds: Annotated[tuple[WebAddress, ...], Listed] = ()
    """Absolute, as are `sitemaps` and `sections`; the file may say them relative to `url`."""
    sitemaps: Annotated[tuple[WebAddress, ...], Listed] = ()
    sections: Annotated[tuple[WebAddress, ...], Listed] = ()
    lists: Annotated[tuple[JsonList, ...], ListedSections] = ()
    language: Annotated[str | None, PlainValidator(language_code)] = None
    schedule: Schedule = "auto"
    active: Flag = True
    render: Flag = False
    include: Annotated[tuple[Regex, ...], Listed] = ()
    exclude: Annotated[tuple[Regex, ...], Listed] = ()
    rules: Annotated[tuple[Rules, ...], ListedSections] = ()
    delay_s: Seconds | None = None
    concurrency: Count | None = None
    scope: Annotated[Scope | None, PlainValidator(lambda value: value and check_scope(value))] = None
    headers: Headers = Field(default_factory=dict)
    cookies: Cookies = Field(default_factory=dict)
    proxy: Proxy = None
    keep_raw: Annotated[KeepFor | None, PlainValidator(lambda value: value and keep_for(value))] = None

    @field_validator("feeds", "sitemaps", "sections", mode="before")
    @classmethod
    def _absolute(cls, value: object, info: ValidationInfo) -> object:
        url = info.data.get("url", "https://example.org/")  # wrong or missing: one mistake, not one for each of these
        return [urljoin(url, item) if _is_relative(item) else item for item in listed(value)]


def _is_relative(item: object) -> TypeGuard[str]:
    return isinstance(item, str) and item.startswith("/")
