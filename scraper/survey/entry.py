"""The surveyed site as a source of config.yaml: a commented block, put behind the sources that are there."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from scraper.errors import UsageError
from scraper.survey.findings import Candidate, Judged, Survey

_SOURCES = re.compile(r"^sources:[ \t]*(?:\[[ \t]*\][ \t]*)?(?:#.*)?$", re.MULTILINE)
_TOP = re.compile(r"^[A-Za-z_]\w*:", re.MULTILINE)
_ITEM = re.compile(r"^([ ]*)- ", re.MULTILINE)


def source_block(survey: Survey, name: str) -> list[str]:
    """The lines of the source, without indentation: what was taken, and why, as comments."""
    taken = [item for item in survey.judged if item.is_taken]
    lines = [f"- name: {name}", f"  url: {survey.url}"]
    if survey.is_rendered:
        lines += ["  # Its pages are empty without their script.", "  render: true"]
    for kind, key in (("feed", "feeds"), ("sitemap", "sitemaps"), ("section", "sections")):
        of_kind = [item for item in taken if item.trial.candidate.kind == kind]
        if of_kind:
            lines.append(f"  {key}:")
            lines += [f"    - {_short(item.trial.candidate, survey.url)}  # {item.why}" for item in of_kind]
    lines += _lists(taken, survey.url)
    if survey.article_pattern and all(item.trial.candidate.kind == "section" for item in taken):
        lines += ["  # What the addresses of its articles have in common.", f"  include: ['{survey.article_pattern}']"]
    return lines


def _lists(taken: Sequence[Judged], site: str) -> list[str]:
    lines: list[str] = []
    for item in taken:
        if item.trial.candidate.plan is not None:
            lines.append(f"    # {item.why}")
            lines += [f"    {line}" for line in item.trial.candidate.plan.lines(site)]
    return ["  lists:", *lines] if lines else []


def add_source(path: Path, block: Sequence[str], check: Callable[[Path], object]) -> None:
    """Put the block into the file; it is replaced as a whole, or left as it was when `check` raises.

    Raises UsageError where the file has no place for it.
    """
    text = path.read_text(encoding="utf-8")
    changed = with_source(text, block)
    if changed is None:
        raise UsageError(f"{path}: no line 'sources:' to put it under; put it in by hand")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".config-", suffix=".yaml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(changed)
        check(Path(name))
        Path(name).chmod(path.stat().st_mode)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def with_source(text: str, block: Sequence[str]) -> str | None:
    """The text with the block as the last item of its `sources`; None where they aren't a list over several lines."""
    head = _SOURCES.search(text)
    if head is None:
        return None
    following = _TOP.search(text, head.end())
    end = following.start() if following else len(text)
    inside = text[head.end() : end]
    item = _ITEM.search(inside)
    indent = item[1] if item else "  "
    added = "".join(f"{indent}{line}\n" for line in block)
    body = inside.rstrip("\n")
    rest = text[end:]
    return f"{text[: head.start()]}sources:{body}\n{added}{chr(10) if rest else ''}{rest}"


def _short(candidate: Candidate, site: str) -> str:
    """Addresses of the site itself without its name, as people write them."""
    parts, home = urlsplit(candidate.url), urlsplit(site)
    if parts[:2] != home[:2]:
        return candidate.url
    return candidate.url.removeprefix(f"{home.scheme}://{home.netloc}") or "/"
