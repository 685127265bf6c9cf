"""What config.yaml holds: the reference of its keys, types and defaults. `example.yaml` explains each to a person."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, LiteralString

from pydantic import Field, PlainValidator, PrivateAttr, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from .alerts import Alerts
from .checks import home
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
from .model import Model
from .source import Scope, Source, check_scope

SAME_NAME: LiteralString = "same_name"
"""The type of pydantic's error; who loads a file tells it with the lines of both."""

LogFormat = Literal["text", "json"]

REVISIT = tuple(Duration.parse(age) for age in ("1h", "6h", "1d", "7d", "30d"))
"""Most corrections come within the day; a month later hardly anything changes."""


class Politeness(Model):
    delay_s: Seconds = 1.0
    """Between the starts of two requests to one host. Where it isn\'t set, this machine itself is asked without one."""
    concurrency: Count = 1
    """Requests at once to one host."""
    total_concurrency: Count = 16
    scope: Annotated[Scope, PlainValidator(check_scope)] = "host"
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
    store_options: StoreOptions = Field(default_factory=dict)


def _database(value: object, info: ValidationInfo) -> str:
    if not isinstance(value, str):
        raise ValueError("expected text: a file or a database URL")
    return database_url(value, home(info))


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


class Config(Model):
    """The whole file. Paths are absolute when loaded from a file, and left relative when made in code."""

    database: Annotated[str, PlainValidator(_database)] = Field(default="sqlite:///dateline.db", validate_default=True)
    archive: Folder = Field(default=Path("archive"), validate_default=True)
    keep_raw: KeepFor = "forever"
    """How long the raw pages are kept; a source may say otherwise. Their rows stay."""
    contact: Annotated[str | None, PlainValidator(check_contact)] = None
    user_agent: Annotated[str, PlainValidator(check_user_agent)] = Field(default="", validate_default=True)
    log_format: Annotated[LogFormat, PlainValidator(_log_format)] = "text"
    allow_private_networks: Flag = False
    politeness: Annotated[Politeness, Section] = Politeness()
    limits: Annotated[Limits, Section] = Limits()
    warc: Annotated[Warc, Section] = Warc()
    revisit: Annotated[tuple[Duration, ...], Listed] = REVISIT
    """Ages of an article at which it is fetched again, rising; none: never."""
    alerts: Annotated[Alerts, Section] = Alerts()
    metrics: Annotated[str | None, PlainValidator(_listen)] = None
    """Where `run` answers with Prometheus metrics."""
    sources: Annotated[tuple[Source, ...], Listed] = ()
    _file: Path = PrivateAttr()

    @field_validator("revisit")
    @classmethod
    def _rising(cls, ages: tuple[Duration, ...]) -> tuple[Duration, ...]:
        if any(later <= earlier for earlier, later in pairwise((Duration(0), *ages))):
            raise ValueError("expected rising ages such as [1h, 6h, 1d]")
        return ages

    @field_validator("sources")
    @classmethod
    def _unique(cls, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        if len({source.name for source in sources}) < len(sources):
            raise PydanticCustomError(SAME_NAME, "two sources of one name")
        return sources

    def model_post_init(self, context: Any, /) -> None:
        self._file = context["file"] if context else Path(FILE_NAME)

    @property
    def file(self) -> Path:
        """Where it was read from, as a person named it: for messages."""
        return self._file

    def source(self, name: str) -> Source | None:
        return next((source for source in self.sources if source.name == name), None)

    def keep_raw_of(self, name: str) -> timedelta | None:
        """How long the raw pages of a source are kept, be it configured still or not; None: for ever."""
        source = self.source(name)
        kept = (source.keep_raw if source else None) or self.keep_raw
        return None if kept == "forever" else kept.timedelta
