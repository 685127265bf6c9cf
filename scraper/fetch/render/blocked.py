"""What a page asks for that has nothing to do with its text."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

Verdict = Literal["fetch", "empty", "refuse"]

_NEVER = frozenset({"image", "media", "font", "websocket", "eventsource", "manifest", "texttrack", "ping", "prefetch"})

TRACKERS = frozenset(
    """
    adnxs.com adobedtm.com adservice.google.com amazon-adsystem.com amplitude.com an.yandex.ru bugsnag.com
    casalemedia.com chartbeat.com chartbeat.net clarity.ms connect.facebook.net counter.yadro.ru criteo.com
    criteo.net cxense.com demdex.net doubleclick.net etracker.com facebook.net google-analytics.com
    googleadservices.com googlesyndication.com googletagmanager.com hotjar.com ioam.de iocnt.net matomo.cloud
    mc.yandex.com mc.yandex.ru mixpanel.com moatads.com newrelic.com nr-data.net omtrdc.net onesignal.com openx.net
    outbrain.com parsely.com permutive.com piano.io plausible.io pubmatic.com pushwoosh.com quantcount.com
    quantserve.com rubiconproject.com scorecardresearch.com segment.com segment.io sentry.io smartadserver.com
    taboola.com teads.tv tinypass.com top-fwz1.mail.ru yandexadexchange.net
    """.split()  # noqa: SIM905
)
"""Hosts, with all below them, that measure and advertise. (Considered: EasyPrivacy and Disconnect, which are too long
to ask at every request and are kept by others; these are the ones that stand on most news pages.)"""


def judge(kind: str, url: str, *, in_frame: bool) -> Verdict:
    """What is to become of a request of this Playwright resource type. `in_frame`: for a page inside the page."""
    if kind in _NEVER or in_frame or not url.startswith(("http://", "https://")):
        return "refuse"
    if is_tracker(url):
        return "refuse"
    return "empty" if kind == "stylesheet" else "fetch"


def is_tracker(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    parts = host.split(".")
    return any(".".join(parts[start:]) in TRACKERS for start in range(len(parts) - 1))
