"""Sources that report their own health: what is measured, what is wrong about it, since when, and as metrics.

facts: numbers of each source    judge: what is wrong (pure)    problems: begun and ended    metrics: for Prometheus
"""

from db.health.facts import Facts, gather
from db.health.judge import Problem, judge
from db.health.metrics import metrics
from db.health.problems import Change, note

__all__ = ["Change", "Facts", "Problem", "gather", "judge", "metrics", "note"]
