"""Which candidates make the best set: all that is to be found, from as few places as possible, the freshest first."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.survey.findings import Judged, Kind, Trial

FEW = 3
"""A list of fewer articles is a teaser box."""

NEW_SHARE = 0.1
NEW_PAGES = 3
"""A further list is worth its requests when it has so many pages, or such a share of its own, that the others lack."""

_ORDER: tuple[Kind, ...] = ("json", "feed", "sitemap", "section")
"""The cheaper and the richer first: whole texts, then dates and titles, then bare addresses."""


def choose(trials: Sequence[Trial]) -> list[Judged]:
    """A verdict on each, in the order in which they were tried."""
    covered: set[str] = set()
    verdicts: dict[int, Judged] = {}
    for index in sorted(range(len(trials)), key=lambda i: _rank(trials[i])):
        judged = _judge(trials[index], covered)
        if judged.is_taken:
            covered |= judged.trial.pages
        verdicts[index] = judged
    return [verdicts[index] for index in range(len(trials))]


def _rank(trial: Trial) -> tuple[bool, int, int]:
    """What needs a browser comes last."""
    candidate = trial.candidate
    return (candidate.is_drawn, _ORDER.index(candidate.kind), -len(trial.pages))


def _judge(trial: Trial, covered: set[str]) -> Judged:
    if trial.problem is not None and not trial.pages:
        return Judged(trial, False, trial.problem)
    fresh = frozenset(trial.pages - covered)
    if len(trial.pages) < FEW:
        return Judged(trial, False, f"lists too few articles: {len(trial.pages)}", fresh)
    if covered and len(fresh) < NEW_PAGES and len(fresh) < NEW_SHARE * len(trial.pages):
        return Judged(trial, False, "lists nothing that those taken lack", fresh)
    if not covered:
        return Judged(trial, True, f"lists {len(trial.pages)} articles", fresh)
    return Judged(trial, True, f"lists {len(trial.pages)} articles, {len(fresh)} of them only here", fresh)
