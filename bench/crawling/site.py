"""A news site as files, for `bench/crawling/server.py`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

FILES = 1000
"""Addresses in one sitemap file."""


@dataclass(frozen=True, slots=True)
class Served:
    """A page: its path on the site, and what the site answers."""

    path: str
    html: bytes
    content_type: str
    changed_at: datetime | None = None


def write_site(folder: Path, base: str, pages: Iterable[Served]) -> int:
    """How many pages were written. `index.json` maps a path to (file, content type); sitemaps name addresses under
    `base`."""
    index = {"/robots.txt": ("robots.txt", "text/plain"), "/sitemap.xml": ("sitemap.xml", "application/xml")}
    (folder / "robots.txt").write_text(f"User-agent: *\nDisallow: /intern/\nSitemap: {base}/sitemap.xml\n")
    listed = []
    for number, page in enumerate(pages):
        name = f"{number}.html"
        (folder / name).write_bytes(page.html)
        index[page.path] = (name, page.content_type)
        changed = f"<lastmod>{page.changed_at.isoformat()}</lastmod>" if page.changed_at else ""
        listed.append(f"<url><loc>{base}{escape(page.path)}</loc>{changed}</url>")
    maps = [listed[start : start + FILES] for start in range(0, len(listed), FILES)]
    for number, urls in enumerate(maps):
        (folder / f"sitemap-{number}.xml").write_text(_xml("urlset", urls), encoding="utf-8")
        index[f"/sitemap-{number}.xml"] = (f"sitemap-{number}.xml", "application/xml")
    files = [f"<sitemap><loc>{base}/sitemap-{number}.xml</loc></sitemap>" for number in range(len(maps))]
    (folder / "sitemap.xml").write_text(_xml("sitemapindex", files), encoding="utf-8")
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return len(listed)


def _xml(root: str, rows: list[str]) -> str:
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{space}">\n' + "\n".join(rows) + f"\n</{root}>\n"
