"""The kinds of value that config.yaml holds, as types for the models: a Python type and the check that reads it."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from . import checks
from .duration import Duration
from .model import Before, Check, CheckBeside

Text = Annotated[str, Check(checks.text)]
Flag = Annotated[bool, Check(checks.flag)]
Seconds = Annotated[float, Check(checks.seconds)]
PositiveSeconds = Annotated[float, Check(checks.positive_seconds)]
Age = Annotated[Duration, Check(checks.age)]
KeepFor = Annotated[Duration | Literal["forever"], Check(checks.keep_for)]
Length = Annotated[Duration, Check(Duration.parse)]
Days = Annotated[float, Check(checks.days)]
Whole = Annotated[int, Check(checks.whole)]
Count = Annotated[int, Check(checks.count)]
Size = Annotated[int, Check(checks.size)]
Regex = Annotated[
    re.Pattern[str],
    Check(checks.regex),
]
Day = Annotated[date, Check(checks.day)]
Selector = Annotated[str, Check(checks.selector)]
WebAddress = Annotated[str, Check(checks.web_address)]
Headers = Annotated[dict[str, str], Check(checks.headers)]
Cookies = Annotated[dict[str, str], Check(checks.cookies)]
Signal = Annotated[str, Check(checks.signal)]
Proxy = Annotated[str | None, Check(checks.proxy)]
Folder = Annotated[
    Path | None,
    CheckBeside(checks.folder),
]
StoreAddress = Annotated[str | None, Check(checks.store)]
StoreOptions = Annotated[dict[str, Any], Check(checks.store_options)]
Listed = Before(checks.listed)
"""On a tuple: one item stands for a list of one, an empty key for an empty list."""
ListedSections = Before(checks.listed_sections)
"""The same on a tuple of sections."""
Section = Before(checks.section)
"""On a model: an empty key stands for a section without keys."""
