"""Many machines, one archive: passes as jobs of a queue that lives in the same Postgres (Procrastinate)."""

from scraper.cluster.jobs import queue_import, queue_reparse
from scraper.cluster.worker import work

__all__ = ["queue_import", "queue_reparse", "work"]
