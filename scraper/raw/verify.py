"""Do the files and the rows agree? Every digest is reckoned again, every row is looked up, both ways."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import asdict, dataclass, field
from typing import Any

from db import Database, captures, expiry
from db.captures import Place
from db.frozen import frozen
from scraper.archive import Files, repair_folder
from scraper.archive.check import Checked, check_file
from scraper.archive.lock import reading
from scraper.archive.repair import Repaired
from scraper.errors import ArchiveError

ANSWERS = {"response", "revisit", "resource"}


@frozen
class Problem:
    """Something lost or altered. `what`: damaged, missing, differs, no payload, or unreadable (a whole file)."""

    what: str
    file: str
    offset: int | None
    url: str | None
    reason: str


@dataclass(slots=True)
class Findings:
    files: int = 0
    records: int = 0
    bytes: int = 0
    rows: int = 0
    unlisted: int = 0
    """Whole answers that no row points to: they came just before a kill. `archive import` adopts them."""
    deleted: int = 0
    """Rows whose record was deleted on purpose."""
    deletable: int = 0
    """Records that are there although their rows call them deleted: the next `archive prune` does away with them."""
    repaired: list[Repaired] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def verify(database: Database, files: Files, on_file: Callable[[str], None] = lambda name: None) -> Findings:
    """Go through all of it. What killed processes left open is repaired first.

    Raises BusyError, ArchiveError, DatabaseError.
    """
    with reading(files.folder):
        return _verify(database, files, on_file)


def _verify(database: Database, files: Files, on_file: Callable[[str], None]) -> Findings:
    found = Findings(repaired=repair_folder(files.folder))
    with database.read() as connection:
        named = captures.files(connection)
        found.deleted = expiry.count(connection)
    there = set(files.names())
    for name in sorted({*named, *there}):
        on_file(name)
        with database.read() as connection:
            places = captures.in_file(connection, name)
            deleted = {place.offset for place, _ in expiry.deleted_in_file(connection, name)}
        found.rows += len(places)
        try:
            _verify_file(files, name, places, deleted, found)
        except ArchiveError as error:
            found.problems.append(Problem("unreadable", name, None, None, str(error)))
    with database.read() as connection:
        lost = captures.without_payload(connection)
    found.problems += [
        Problem("no payload", place.file, place.offset, place.url, "the page that it refers to is kept nowhere")
        for place in lost
    ]
    return found


def _verify_file(files: Files, name: str, places: Sequence[Place], deleted: Set[int], found: Findings) -> None:
    found.files += 1
    rows = {place.offset: place for place in places}
    with files.open(name) as stream:
        for checked in check_file(stream):
            found.records += bool(checked.kind)
            found.bytes += checked.length
            place = rows.pop(checked.offset, None)
            if place is None and checked.offset in deleted:
                found.deletable += 1
                continue
            found.unlisted += place is None and checked.problem is None and checked.kind in ANSWERS
            problem = compare(name, checked, place)
            if problem is not None:
                found.problems.append(problem)
    for place in rows.values():
        found.problems.append(Problem("missing", name, place.offset, place.url, "no record begins there"))


def compare(file: str, checked: Checked, place: Place | None) -> Problem | None:
    """What is wrong with one record, given the row that points to it, if any."""
    url = checked.url or (place.url if place else None)
    if checked.problem is not None:
        return Problem("damaged", file, checked.offset, url, checked.problem)
    if place is None:
        return None
    for what, told, is_so in (
        ("a record", place.kind, checked.kind),
        ("the length", place.length, checked.length),
        ("the digest", place.digest, checked.digest),
    ):
        if told != is_so:
            return Problem("differs", file, checked.offset, url, f"{what}: the row says {told}, the file {is_so}")
    return None
