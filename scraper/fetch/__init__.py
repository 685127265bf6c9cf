"""Gets a page: politely, safely, with limits. `Client.get` gives a Response or a FetchError that says why not."""

from scraper.fetch.client import Client, Validators
from scraper.fetch.limits import Limits, Politeness, Scope, Site
from scraper.fetch.rests import Rest
from scraper.fetch.robots import RobotsCopy, RobotsShelf
from scraper.fetch.shared import HostBook
from scraper.fetch.signals import page_signals

__all__ = [
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
]
