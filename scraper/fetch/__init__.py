"""Gets a page: politely, safely, with limits. `Client.get` gives a Response or a FetchError that says why not."""

import scraper.fetch.lean  # noqa: F401  (before whatever imports httpx)
from scraper.fetch.client import Client, Validators
from scraper.fetch.copies import RobotsCopy, RobotsShelf
from scraper.fetch.limits import Limits, Politeness, Scope, Site
from scraper.fetch.rests import Rest
from scraper.fetch.shared import HostBook
from scraper.fetch.signals import OBEYED, page_signals, reserved

__all__ = [
    "OBEYED",
    "Client",
    "HostBook",
    "Limits",
    "Politeness",
    "Rest",
    "RobotsCopy",
    "RobotsShelf",
    "Scope",
    "Site",
    "Validators",
    "page_signals",
    "reserved",
]
