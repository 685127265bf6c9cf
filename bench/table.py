"""Figures of a comparison as Markdown: one table a data set."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

COLUMNS = (
    ("shingle_f1", "body F1"),
    ("shingle_p", "P"),
    ("shingle_r", "R"),
    ("accuracy", "exact"),
    ("bad_pages", "bad"),
    ("seg_f1", "with/without F1"),
    ("title_norm", "title"),
    ("authors_f1", "authors"),
    ("date_acc", "date"),
    ("lang_acc", "language"),
    ("errors", "errors"),
    ("median_ms", "median ms"),
    ("p95_ms", "p95 ms"),
)
_FIELD_OF = {"title": "title", "authors": "authors", "date": "published", "lang": "language"}


def known_only(scores: dict[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """Without the figures of fields that the tool never claims to know."""
    return {key: value for key, value in scores.items() if _FIELD_OF.get(key.split("_")[0]) in {None, *fields}}


def cost(seconds: list[float]) -> dict[str, float]:
    """CPU time a page, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 20
    return {
        "median_ms": statistics.median(seconds) * 1000,
        "p95_ms": cuts[-1] * 1000,
        "mean_ms": statistics.mean(seconds) * 1000,
    }


def speed(times: dict[tuple[str, str], list[float]], ours: str) -> list[dict[str, Any]]:
    """CPU time over all sets by tool, and how often ours fits into it: by the medians, and the median over pages.

    `times`: seconds by (tool, set), each in the order of the pages.
    """
    by_tool: dict[str, list[float]] = {}
    for (tool, _), seconds in sorted(times.items(), key=lambda item: item[0][1]):
        by_tool.setdefault(tool, []).extend(seconds)
    own = by_tool.get(ours, [])
    found = []
    for tool, seconds in by_tool.items():
        row: dict[str, Any] = {"tool": tool, **cost(seconds)}
        if own:
            row["by_medians"] = statistics.median(seconds) / statistics.median(own)
            row["by_page"] = statistics.median(other / mine for other, mine in zip(seconds, own, strict=True))
        found.append(row)
    return sorted(found, key=lambda row: float(row["median_ms"]))


def article_or_not(data: Path, predictions: Path) -> dict[str, float] | None:
    """How often `kind` tells articles from other pages, over the sets whose gold says what a page is."""
    right = {True: [0, 0], False: [0, 0]}
    for file in sorted(predictions.glob("*.jsonl")):
        kinds = {row["id"]: row.get("kind") for row in _rows(data / file.stem / "gold.jsonl")}
        for row in _rows(file):
            if kinds.get(row["id"]):
                is_article = kinds[row["id"]] == "article"
                right[is_article][0] += ("kind" in row and row["kind"] != "page") == is_article
                right[is_article][1] += 1
    if not all(total for _, total in right.values()):
        return None
    total = sum(all_of for _, all_of in right.values())
    return {
        "pages": total,
        "accuracy": sum(good for good, _ in right.values()) / total,
        "articles_kept": right[True][0] / right[True][1],
        "others_rejected": right[False][0] / right[False][1],
    }


def as_markdown(
    results: dict[str, dict[str, dict[str, Any]]],
    not_articles: dict[str, float] | None,
    peaks: dict[str, int],
    speeds: list[dict[str, Any]],
) -> str:
    parts = [_one_set(name, scores) for name, scores in results.items()]
    parts.append(_speeds(speeds))
    if not_articles:
        parts.append(
            "Article or not: accuracy {accuracy:.3f} over {pages} pages"
            " ({articles_kept:.3f} of the articles kept, {others_rejected:.3f} of the others rejected).".format(
                **not_articles
            )
        )
    if peaks:
        lines = [f"| {name} | {peak / 2**20:.0f} |" for name, peak in peaks.items()]
        parts.append("\n".join(["| peak memory | MiB |", "|---|---|", *lines]))
    return "\n\n".join(parts)


def _speeds(rows: list[dict[str, Any]]) -> str:
    lines = [
        "| CPU ms a page, all sets | median | p95 | mean | ours, times | page by page |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        ratios = f"{row['by_medians']:.1f} | {row['by_page']:.1f}" if "by_medians" in row else " | "
        lines.append(
            f"| {row['tool']} | {row['median_ms']:.1f} | {row['p95_ms']:.1f} | {row['mean_ms']:.1f} | {ratios} |"
        )
    return "\n".join(lines)


def _one_set(name: str, scores: dict[str, dict[str, Any]]) -> str:
    columns = [(key, title) for key, title in COLUMNS if any(key in of_tool for of_tool in scores.values())]
    pages = next(iter(scores.values()))["pages"]
    lines = [f"**{name}** ({pages} pages)", "", "| | " + " | ".join(title for _, title in columns) + " |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for tool, figures in scores.items():
        lines.append(f"| {tool} | " + " | ".join(_cell(key, figures.get(key)) for key, _ in columns) + " |")
    return "\n".join(lines)


def _cell(key: str, value: float | None) -> str:
    if value is None:
        return ""
    if key == "errors":
        return str(value)
    return f"{value:.1f}" if key.endswith("_ms") else f"{value:.3f}".removeprefix("0")


def _rows(file: Path) -> list[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
