"""The archive's health in Prometheus's text format (0.0.4), for scraping over HTTP or from a textfile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from db.health.facts import Facts
from db.health.judge import Problem

Samples = list[tuple[dict[str, str], float]]


def metrics(facts: Sequence[Facts], problems: Sequence[Problem], now: datetime) -> str:
    """One family after another, sources in the order of names."""
    active = [one for one in facts if one.is_active]
    today = now.astimezone(UTC).date()
    successes: Samples = [(_of(one), one.last_success_at.timestamp()) for one in active if one.last_success_at]
    families: list[tuple[str, str, Samples]] = [
        ("sources", "Active sources.", [({}, len(active))]),
        ("problems", "Problems at this moment.", [({}, len(problems))]),
        ("source_problem", "1 for each problem.", [({"source": p.source, "kind": p.kind}, 1) for p in problems]),
        ("source_failures", "Passes in a row that failed.", [(_of(one), one.failures) for one in active]),
        ("source_articles_today", "First seen today, UTC.", [(_of(one), one.by_day.get(today, 0)) for one in active]),
        ("source_requests_day", "Of the last 24 hours.", [(_of(one), one.requests.made) for one in active]),
        ("source_requests_failed_day", "Of them failed.", [(_of(one), one.requests.failed) for one in active]),
        ("source_last_success_timestamp_seconds", "When a pass last succeeded.", successes),
    ]
    for name in ("textless", "undated", "anonymous", "walled"):
        shares: Samples = [(_of(one), one.lately.share(name)) for one in active]
        families.append((f"source_{name}_ratio", f"Share of the newest articles that are {name}.", shares))
    return "".join(_family(f"dateline_{name}", about, samples) for name, about, samples in families)


def _of(facts: Facts) -> dict[str, str]:
    return {"source": facts.name}


def _family(name: str, about: str, samples: Samples) -> str:
    lines = [f"# HELP {name} {about}", f"# TYPE {name} gauge"]
    lines += [f"{name}{_labels(labels)} {value:.15g}" for labels, value in samples]
    return "\n".join(lines) + "\n"


def _labels(labels: dict[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{key}="{_escaped(value)}"' for key, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")
