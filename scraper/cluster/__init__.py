"""Many machines, one archive: passes as jobs of a queue that lives in the same Postgres (Procrastinate)."""

from scraper.cluster.worker import work

__all__ = ["work"]
