"""Telling somebody of a source's problem, once when it begins and once when it is over: by webhook, mail, command."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import smtplib
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx

from db import Database
from db.health import Change, Facts, Problem, gather, judge, note
from scraper.config import Config
from scraper.config.alerts import Alerts

log = logging.getLogger("dateline.alerts")

TIMEOUT_S = 20


def examine(database: Database, now: datetime) -> tuple[list[Facts], list[Problem]]:
    """The numbers of all sources, and what is wrong with them. Changes nothing."""
    facts = gather(database, now)
    return facts, [problem for one in facts for problem in judge(one, now)]


async def watch(config: Config, database: Database) -> Change:
    """Look at every source's health, note what has changed, and tell it. What can't be told is logged, not raised."""
    change = await asyncio.to_thread(_noted, database)
    if change:
        for problem in change.begun:
            log.warning("source %s: %s; %s", problem.source, problem.finding, problem.advice)
        await asyncio.to_thread(tell, config.alerts, change)
    return change


def tell(alerts: Alerts, change: Change) -> None:
    """By every way that is configured; one that fails keeps none of the others."""
    if not change:
        return
    ways = (
        ("webhook", alerts.webhook, _post),
        ("mail", alerts.mail, _mail),
        ("command", alerts.command, _run),
    )
    for way, address, send in ways:
        if address is None:
            continue
        try:
            send(alerts, change)
        except (httpx.HTTPError, OSError, smtplib.SMTPException, subprocess.SubprocessError) as error:
            log.error("alerts: %s did not work: %s", way, error)


def as_dict(change: Change) -> dict[str, Any]:
    """What a webhook gets as its body and a command on stdin; `text` is what chat services show."""
    return {
        "text": as_text(change),
        "begun": [asdict(problem) for problem in change.begun],
        "ended": [asdict(problem) for problem in change.ended],
    }


def as_text(change: Change) -> str:
    begun = [f"{one.source}: {one.finding}. What to do: {one.advice}" for one in change.begun]
    ended = [f"{one.source}: over: {one.finding}" for one in change.ended]
    return "\n".join([*begun, *ended])


def _noted(database: Database) -> Change:
    now = datetime.now(UTC)
    _, problems = examine(database, now)
    with database.write() as connection:
        return note(connection, problems, now)


def _post(alerts: Alerts, change: Change) -> None:
    assert alerts.webhook is not None
    httpx.post(alerts.webhook, json=as_dict(change), timeout=TIMEOUT_S).raise_for_status()


def _mail(alerts: Alerts, change: Change) -> None:
    assert alerts.mail is not None
    message = EmailMessage()
    message["From"] = message["To"] = alerts.mail
    message["Subject"] = f"dateline: {len(change.begun)} new problems, {len(change.ended)} over"
    message.set_content(as_text(change) + "\n")
    server = urlsplit(alerts.smtp)
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    with kind(server.hostname or "localhost", server.port or 0, timeout=TIMEOUT_S) as session:
        if server.username:
            if server.scheme == "smtp":
                session.starttls()
            session.login(unquote(server.username), unquote(server.password or ""))
        session.send_message(message)


def _run(alerts: Alerts, change: Change) -> None:
    """By the shell, as cron would; the text in DATELINE_ALERT, the whole as JSON on stdin."""
    assert alerts.command is not None
    subprocess.run(  # noqa: S602  (the owner's own command, from the owner's own file)
        alerts.command,
        shell=True,
        check=True,
        text=True,
        timeout=TIMEOUT_S,
        input=json.dumps(as_dict(change), ensure_ascii=False),
        stdout=subprocess.DEVNULL,
        env={**os.environ, "DATELINE_ALERT": as_text(change)},
    )
