"""Observations and templates as bytes, for who keeps them between two crawls; a page takes about 3 KB."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict

import orjson

from scraper.parse.template import LearnedLine, Template
from scraper.parse.template_observe import Line, Observation

FORMAT = 1
"""Grows when older bytes can't be read any more; such bytes are as good as none."""

LEVEL = 1
"""Of zlib: 4 % larger than its level 6, in two thirds of the time."""

WINDOW = 14
"""16 KB of what was said is looked back upon, twice of what most pages show: room for 32 takes half as long again."""


def pack_observation(observation: Observation) -> bytes:
    """Places repeat from line to line, so each is written once."""
    places = list(dict.fromkeys(line.place for line in observation.lines))
    numbers = {place: number for number, place in enumerate(places)}
    lines = [
        (f"{line.hash:x}", numbers[line.place], line.order, line.letters, line.sample) for line in observation.lines
    ]
    rest = (
        observation.container,
        round(observation.filled, 3),
        observation.head,
        observation.tail,
        observation.day,
        observation.language,
    )
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, WINDOW)
    return packer.compress(orjson.dumps([FORMAT, places, lines, rest])) + packer.flush()


def unpack_observation(data: bytes) -> Observation | None:
    """None for bytes of another format."""
    version, *said = orjson.loads(zlib.decompress(data))
    if version != FORMAT:
        return None
    places, lines, rest = said
    return Observation(
        tuple(Line(int(hash_, 16), places[place], order, size, sample) for hash_, place, order, size, sample in lines),
        *rest,
    )


def pack_template(template: Template) -> str:
    """As JSON, readable in the database."""
    said = {
        "format": FORMAT,
        "pages": template.pages,
        "stories": template.stories,
        "dateline": template.dateline,
        "signature": template.signature,
        "container": template.container,
        "lines": {f"{hash_:x}": asdict(line) for hash_, line in template.lines.items()},
    }
    return json.dumps(said, ensure_ascii=False)


def unpack_template(text: str) -> Template | None:
    """None for a text of another format."""
    said = json.loads(text)
    if said.pop("format", None) != FORMAT:
        return None
    lines = {int(hash_, 16): LearnedLine(**line) for hash_, line in said.pop("lines").items()}
    return Template(**said, lines=lines)
