"""The reader processes: what they answer, and what happens when a page kills or hangs one."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from scraper.errors import NoReaderError
from scraper.parse import Hints, Rules
from scraper.reading import PageToRead, ReaderDied, Readers, Reading, ReadingFailed
from scraper.reading.nursery import GIVE_WAY, Nursery

NOW = datetime(2026, 2, 10, 9, 30, tzinfo=UTC)


def page(title: str) -> PageToRead:
    html = (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>Words.</p></article></body></html>"
    )
    return PageToRead(html.encode(), "https://example.org/1", "utf-8", Hints(), Rules(), NOW)


def poison() -> PageToRead:
    """Ends the process that unpickles it, as a parser that crashes would."""
    return replace(page("x"), rules=Deadly())  # type: ignore[arg-type]


class Deadly:
    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def niceness(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


class Endless:
    def __reduce__(self) -> tuple[object, ...]:
        return signal.pause, ()


def test_pages_are_read_in_other_processes_that_start_only_when_needed() -> None:
    async def scene() -> None:
        async with Readers(2) as readers:
            assert readers.process_ids == ()
            readings = await asyncio.gather(*(readers.read(page(f"Headline number {n}")) for n in range(40)))
            assert [r.article.title for r in readings] == [f"Headline number {n}" for n in range(40)]
            pids = readers.process_ids
            assert 1 <= len(pids) <= 2
            assert os.getpid() not in pids
            assert min(map(niceness, pids)) == min(niceness(os.getpid()) + GIVE_WAY, 19)
        assert [pid for pid in pids if is_alive(pid)] == []

    asyncio.run(scene())


@pytest.mark.parametrize("sentences", [1, 50])
def test_what_a_reader_says_comes_back_whole(sentences: int) -> None:
    said = "The council met to talk of the bridge, the river and the road that leads there, and rose at midnight. "
    text = "".join(f"<p>On day {day} it was the same again. {said * sentences}</p>" for day in range(15))
    head = '<meta property="og:type" content="article"><title>The council talks of the bridge</title>'
    opening = '<h1>The council talks of the bridge</h1><time datetime="2026-02-09T10:00:00Z">9 February 2026</time>'
    html = f"<html><head>{head}</head><body><article>{opening}{text}</article></body></html>"
    to_read = replace(page("x"), body=html.encode())

    async def scene() -> Reading:
        async with Readers(1) as readers:
            return await readers.read(to_read)

    reading = asyncio.run(scene())
    assert reading == to_read.read()
    assert reading.words is not None
    assert reading.words.title


def test_who_expects_pages_and_gets_none_leaves_nothing_behind() -> None:
    async def scene() -> None:
        before = psutil.Process().children()
        async with Readers(1) as readers:
            readers.expect()
            assert readers.process_ids == ()
            assert len(psutil.Process().children()) == len(before) + 1
        assert psutil.Process().children() == before

    asyncio.run(scene())


def test_a_killed_reader_is_replaced_and_no_page_is_lost() -> None:
    async def scene() -> None:
        async with Readers(1) as readers:
            await readers.read(page("First"))
            for _ in range(2):
                reading = [asyncio.create_task(readers.read(page(f"Page {n}"))) for n in range(30)]
                await asyncio.sleep(0)
                os.kill(readers.process_ids[0], signal.SIGKILL)
                assert [r.article.title for r in await asyncio.gather(*reading)] == [f"Page {n}" for n in range(30)]

    asyncio.run(scene())


def test_readers_come_back_when_the_process_that_they_are_forked_from_is_killed() -> None:
    async def scene() -> None:
        async with Readers(1) as readers:
            await readers.read(page("First"))
            reader = psutil.Process(readers.process_ids[0])
            nursery = reader.parent()
            assert nursery is not None
            assert nursery.pid != os.getpid()
            nursery.kill()
            reader.kill()
            assert (await readers.read(page("Second"))).article.title == "Second"

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("python", "told"), [("/bin/false", "ends as soon as it starts"), ("/no/python", "No such file")]
)
def test_where_no_reader_can_be_started_those_who_wait_are_told_and_it_is_tried_again_later(
    monkeypatch: pytest.MonkeyPatch, python: str, told: str
) -> None:
    """As where dateline has been half removed while it runs."""

    async def scene() -> None:
        async with Readers(2) as readers:
            with monkeypatch.context() as broken:
                broken.setattr(sys, "executable", python)
                readers.expect()
                for _ in range(2):
                    answers = await asyncio.gather(*(readers.read(page("x")) for _ in range(9)), return_exceptions=True)
                    assert [type(answer) for answer in answers] == [NoReaderError] * 9
                    assert told in str(answers[0])
            assert (await readers.read(page("Mended"))).article.title == "Mended"

    asyncio.run(scene())


def test_no_reader_outlives_a_crawl_that_is_killed() -> None:
    """Not even one that hangs over its page."""
    script = (
        "import asyncio, os, pickle, signal\n"
        "from dataclasses import replace\n"
        "from tests.reading.test_pool import Endless, Readers, page\n"
        "async def scene():\n"
        "    async with Readers(1) as readers:\n"
        "        await readers.read(page('Warm'))\n"
        "        asyncio.create_task(readers.read(replace(page('x'), rules=Endless())))\n"
        "        await asyncio.sleep(0.1)\n"
        "        print(*readers.process_ids, flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "asyncio.run(scene())\n"
    )
    root = Path(__file__).resolve().parents[2]
    killed = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, timeout=60)
    (pid,) = map(int, killed.stdout.split())
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)
    pytest.fail(f"reader {pid} still runs")


def test_readers_end_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    async def scene() -> None:
        for _ in range(3):
            async with Readers(2) as readers:
                await asyncio.gather(*(readers.read(page(f"Page {n}")) for n in range(8)))

    asyncio.run(scene())
    assert capfd.readouterr() == ("", "")


def test_two_readers_that_end_at_once_are_buried_in_peace() -> None:
    """The signal of the second one's end may come while the first is buried."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    orders, others = socket.socketpair()
    with orders, others:
        nursery = Nursery(orders)
        nursery._readers = {ended.pid}
        nursery._bury()
        assert nursery._readers == set()


def test_a_page_that_kills_two_readers_is_given_up_and_its_neighbours_are_read() -> None:
    async def scene() -> None:
        async with Readers(1) as readers:
            before, bad, after = await asyncio.gather(
                readers.read(page("Before")),
                readers.read(poison()),
                readers.read(page("After")),
                return_exceptions=True,
            )
            assert isinstance(bad, ReaderDied)
            assert [r.article.title for r in (before, after)] == ["Before", "After"]  # type: ignore[union-attr]

    asyncio.run(scene())


def test_a_page_that_hangs_its_reader_counts_as_one_that_kills_it() -> None:
    async def scene() -> None:
        async with Readers(1, patience_s=1.5) as readers:
            await readers.read(page("Warm"))
            with pytest.raises(ReaderDied):
                await readers.read(replace(page("x"), rules=Endless()))  # type: ignore[arg-type]
            assert (await readers.read(page("After"))).article.title == "After"

    asyncio.run(scene())


def test_a_mistake_of_the_parser_comes_back_with_its_traceback() -> None:
    async def scene() -> None:
        async with Readers(1) as readers:
            with pytest.raises(ReadingFailed, match="Error") as raised:
                await readers.read(replace(page("x"), url=5))  # type: ignore[arg-type]
            assert "Traceback" in raised.value.trace

    asyncio.run(scene())


def test_a_page_that_there_is_no_memory_for_is_told_apart() -> None:
    async def scene() -> None:
        async with Readers(1) as readers:
            with pytest.raises(ReadingFailed) as raised:
                await readers.read(SimpleNamespace(read=partial(bytes, 1 << 62)))
            assert raised.value.lacked_memory
            assert (await readers.read(page("After"))).article.title == "After"

    asyncio.run(scene())


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
