"""Gets a page: politely, safely, with limits. `Client.get` gives a Response or a FetchError that says why not."""

from scraper.fetch.client import Client, Validators
from scraper.fetch.limits import Limits, Politeness

__all__ = ["Client", "Limits", "Politeness", "Validators"]
