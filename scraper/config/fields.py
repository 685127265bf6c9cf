"""The kinds of value that config.yaml holds, as types for the models: a Python type and the check that reads it."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainSerializer, PlainValidator

from . import checks
from .duration import Duration

Text = Annotated[str, PlainValidator(checks.text)]
Flag = Annotated[bool, PlainValidator(checks.flag)]
Seconds = Annotated[float, PlainValidator(checks.seconds)]
PositiveSeconds = Annotated[float, PlainValidator(checks.positive_seconds)]
Age = Annotated[Duration, PlainValidator(checks.age), PlainSerializer(str, when_used="json")]
KeepFor = Annotated[
    Duration | Literal["forever"], PlainValidator(checks.keep_for), PlainSerializer(str, when_used="json")
]
Days = Annotated[float, PlainValidator(checks.days)]
Whole = Annotated[int, PlainValidator(checks.whole)]
Count = Annotated[int, PlainValidator(checks.count)]
Size = Annotated[int, PlainValidator(checks.size)]
Regex = Annotated[
    re.Pattern[str],
    PlainValidator(checks.regex),
    PlainSerializer(lambda found: found.pattern, when_used="json"),
]
Day = Annotated[date, PlainValidator(checks.day)]
Selector = Annotated[str, PlainValidator(checks.selector)]
WebAddress = Annotated[str, PlainValidator(checks.web_address)]
Headers = Annotated[dict[str, str], PlainValidator(checks.headers)]
Cookies = Annotated[dict[str, str], PlainValidator(checks.cookies)]
Signal = Annotated[str, PlainValidator(checks.signal)]
Proxy = Annotated[str | None, PlainValidator(checks.proxy)]
Folder = Annotated[
    Path | None,
    PlainValidator(checks.folder),
    PlainSerializer(lambda found: found and str(found), when_used="json"),
]
StoreAddress = Annotated[str | None, PlainValidator(checks.store)]
StoreOptions = Annotated[dict[str, Any], PlainValidator(checks.store_options)]
Listed = BeforeValidator(checks.listed)
"""On a tuple: one item stands for a list of one, an empty key for an empty list."""
ListedSections = BeforeValidator(checks.listed_sections)
"""The same on a tuple of sections."""
Section = BeforeValidator(checks.section)
"""On a model: an empty key stands for a section without keys."""
