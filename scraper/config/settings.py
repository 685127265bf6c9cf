"""What config.yaml holds: the reference of its keys, types and defaults. `example.yaml` explains each to a person."""

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal, Self

from .alerts import Alerts
from .contact import check_contact, check_user_agent
from .database import database_url
from .duration import Duration
from .fields import (
    Age,
    Count,
    Days,
    Flag,
    Folder,
    KeepFor,
    Length,
    Listed,
    PositiveSeconds,
    Seconds,
    Section,
    Signal,
    Size,
    StoreAddress,
    StoreOptions,
    Whole,
)
from .locate import FILE_NAME
from .model import After, Beside, Check, CheckBeside, Model
from .source import Scope, Source, check_scope

LogFormat = Literal["text", "json"]

REVISIT = tuple(Duration.parse(age) for age in ("1h", "6h", "1d", "7d", "30d"))
"""Most corrections come within the day; a month later hardly anything changes."""


class Politeness(Model):
    delay_s: Seconds = 1.0
    """Between the starts of two requests to one host. Where it isn\'t set, this machine itself is asked without one."""
    concurrency: Count = 1
    """Requests at once to one host."""
    total_concurrency: Count = 16
    scope: Annotated[Scope, Check(check_scope)] = "host"
    """Whose delay and concurrency that is: of one host, or of all hosts of a registrable domain together."""
    robots: Flag = True
    respect_crawl_delay: Flag = True
    max_crawl_delay_s: Seconds = 60.0
    """A robots.txt that asks for more gets this."""
    obey_signals: Annotated[tuple[Signal, ...], Listed] = ()
    """Uses that a publisher may reserve, and that are then none of ours."""


class Limits(Model):
    timeout_s: PositiveSeconds = 30.0
    idle_timeout_s: PositiveSeconds = 15.0
    """Between two pieces of an answer, and until its first."""
    max_body: Size = 20 * 1024 * 1024
    """Bytes after decompression."""
    max_redirects: Whole = 10
    retries: Whole = 2
    pages_per_pass: Count = 1000
    sitemap_files_per_pass: Count = 50
    section_pages: Whole = 3
    max_age_days: Days | None = None


class Warc(Model):
    """The files in the `archive` folder."""

    max_size: Size = 1024**3
    """Bytes of a file before the next one is begun; what Common Crawl and Browsertrix use."""
    max_age: Age = Duration.parse("1d")
    store: StoreAddress = None
    """Where `archive move` takes sealed files; fsspec's address."""
    store_options: StoreOptions = field(default_factory=dict)


def _database(value: object, beside: Beside) -> str:
    if not isinstance(value, str):
        raise ValueError("expected text: a file or a database URL")
    return database_url(value, beside.home)


def _listen(value: object) -> str | None:
    if value is None:
        return None
    host, _, port = str(value).rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("expected a host and port as in '127.0.0.1:9400'")
    return str(value)


def _log_format(value: object) -> object:
    if value not in ("text", "json"):
        raise ValueError("expected 'text' or 'json'")
    return value


def _rising(ages: tuple[Duration, ...]) -> tuple[Duration, ...]:
    if any(later <= earlier for earlier, later in pairwise((Duration(0), *ages))):
        raise ValueError("expected rising ages such as [1h, 6h, 1d]")
    return ages


class SameNameError(ValueError):
    """Who loads a file tells it with the lines of both."""


def _unique(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    if len({source.name for source in sources}) < len(sources):
        raise SameNameError("two sources of one name")
    return sources


class Config(Model):
    """The whole file. Paths are absolute when loaded from a file, and left relative when made in code."""

    database: Annotated[str, CheckBeside(_database)] = "sqlite:///dateline.db"
    archive: Folder = Path("archive")
    keep_raw: KeepFor = "forever"
    """How long the raw pages are kept; a source may say otherwise. Their rows stay."""
    contact: Annotated[str | None, Check(check_contact)] = None
    user_agent: Annotated[str, CheckBeside(check_user_agent)] = ""
    log_format: Annotated[LogFormat, Check(_log_format)] = "text"
    allow_private_networks: Flag = False
    politeness: Annotated[Politeness, Section] = Politeness()
    limits: Annotated[Limits, Section] = Limits()
    warc: Annotated[Warc, Section] = Warc()
    revisit: Annotated[tuple[Length, ...], Listed, After(_rising)] = REVISIT
    """Ages of an article at which it is fetched again, rising; none: never."""
    alerts: Annotated[Alerts, Section] = Alerts()
    metrics: Annotated[str | None, Check(_listen)] = None
    """Where `run` answers with Prometheus metrics."""
    sources: Annotated[tuple[Source, ...], Listed, After(_unique)] = ()

    @classmethod
    def of_file(cls, file: Path, values: object, homes: Mapping[str, Path]) -> Self:
        """As `read`, and it remembers the file."""
        config = cls.read(values, homes)
        config.__dict__["_file"] = file
        return config

    @property
    def file(self) -> Path:
        """Where it was read from, as a person named it: for messages."""
        found: Path = self.__dict__.get("_file", Path(FILE_NAME))
        return found

    def source(self, name: str) -> Source | None:
        return next((source for source in self.sources if source.name == name), None)

    def keep_raw_of(self, name: str) -> timedelta | None:
        """How long the raw pages of a source are kept, be it configured still or not; None: for ever."""
        source = self.source(name)
        kept = (source.keep_raw if source else None) or self.keep_raw
        return None if kept == "forever" else kept.timedelta
