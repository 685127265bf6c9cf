"""What a search found, laid out for reading: title, where it is from, and the piece of text with the words in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.padding import Padding
from rich.text import Text

from scraper.cli.output import console, plain
from scraper.cli.page import MEASURE


def print_hits(hits: Iterable[Mapping[str, Any]]) -> None:
    out = console()
    for number, hit in enumerate(hits):
        if number:
            out.print()
        title = hit["title"] or "(no title)"
        out.print(Text.assemble((f"{hit['id']:>6}  ", "dim"), (title, "bold")), soft_wrap=True)
        facts = (plain(hit["published_at"]) or "undated", hit["source"], hit["language"], *_flags(hit))
        out.print(Padding(Text(" · ".join(fact for fact in facts if fact), style="dim"), (0, 0, 0, 8)))
        shown = Text()
        for piece in hit["pieces"]:
            text = " ".join(piece.text.split("\n"))
            # Without a terminal there is no bold, so brackets say what was found.
            shown.append(text if out.is_terminal or not piece.is_hit else f"[{text}]", "bold" if piece.is_hit else "")
        out.print(Padding(shown, (0, 0, 0, 8)), width=MEASURE + 8)


def without_pieces(hit: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in hit.items() if key != "pieces"}


def _flags(hit: Mapping[str, Any]) -> Iterable[str]:
    if hit["revision"] > 1:
        yield f"revision {hit['revision']}"
    if hit["duplicate_of"] is not None:
        yield f"copy of {hit['duplicate_of']}"
    if hit["gone_at"] is not None:
        yield "gone"
