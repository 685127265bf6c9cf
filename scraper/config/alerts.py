"""Whom to tell when a source has a problem, and how."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import PlainValidator

from .fields import Text, WebAddress
from .model import Model


def _smtp(value: object) -> str:
    expected = ValueError(
        "expected a mail server as in smtp://localhost:25 or smtps://user:${PASSWORD}@mail.example.org"
    )
    if not isinstance(value, str):
        raise expected
    try:
        parts = urlsplit(value)
        is_right = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise expected from None
    if not is_right:
        raise expected
    return value


class Alerts(Model):
    """Each is told once when a problem begins and once when it has ended; nothing set: nobody is."""

    webhook: WebAddress | None = None
    mail: Text | None = None
    smtp: Annotated[str, PlainValidator(_smtp)] = "smtp://localhost:25"
    command: Text | None = None

    @property
    def is_set(self) -> bool:
        return any((self.webhook, self.mail, self.command))
