"""The extractors that are compared: each takes one page and says what it read.

Peers come with the `bench` extra; those that aren't installed are left out. What a peer takes as text is decoded for
it outside of the measured time, by our own charset detection. Options are those that their own evaluations recommend.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Read = Callable[[Any, str | None], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Tool:
    """`load` imports the extractor and gives back the function that reads a page.

    `takes_text`: str instead of bytes. `fields`: what it can know beside `text`.
    """

    name: str
    needs: str
    load: Callable[[], Read]
    takes_text: bool
    fields: frozenset[str]

    @property
    def is_installed(self) -> bool:
        return importlib.util.find_spec(self.needs) is not None


def decoded(html: bytes) -> str:
    from scraper.parse.charset import decode

    return decode(html, None)


def _dateline() -> Read:
    from scraper.parse import parse

    now = datetime.now(UTC)

    def read(html: bytes, url: str | None) -> dict[str, Any]:
        article = parse(html, url, now=now)
        return {
            "text": article.text,
            "title": article.title,
            "authors": list(article.authors),
            "published": article.published_at.isoformat() if article.published_at else None,
            "language": article.language,
            "kind": article.kind,
        }

    return read


def _trafilatura() -> Read:
    from trafilatura import bare_extraction

    def read(html: bytes, url: str | None) -> dict[str, Any]:
        found = bare_extraction(html, url=url, with_metadata=True, include_comments=False)
        return {
            "text": found.text,
            "title": found.title,
            "authors": re.split(r";\s*", found.author) if found.author else [],
            "published": found.date,
        }

    return read


def _trafilatura_fast() -> Read:
    from trafilatura import bare_extraction

    def read(html: bytes, url: str | None) -> dict[str, Any]:
        return {"text": bare_extraction(html, url=url, fast=True, include_comments=False).text}

    return read


def _newspaper() -> Read:
    import newspaper

    def read(html: str, url: str | None) -> dict[str, Any]:
        article = newspaper.Article(url or "http://localhost/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        published = article.publish_date
        return {
            "text": article.text,
            "title": article.title,
            "authors": article.authors,
            "published": published.isoformat() if isinstance(published, datetime) else published,
            "language": article.meta_lang,
        }

    return read


def _readability() -> Read:
    from lxml import html as lxml_html
    from readability import Document

    def read(html: str, url: str | None) -> dict[str, Any]:
        document = Document(html, url=url)
        tree = lxml_html.fromstring(document.summary(html_partial=True))
        lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
        return {"text": "\n".join(line for line in lines if line), "title": document.short_title()}

    return read


def _resiliparse() -> Read:
    from resiliparse.extract.html2text import extract_plain_text

    def read(html: str, url: str | None) -> dict[str, Any]:
        return {"text": extract_plain_text(html, main_content=True, alt_texts=False, links=False)}

    return read


def _justext() -> Read:
    import justext

    stopwords = frozenset().union(*(justext.get_stoplist(language) for language in justext.get_stoplists()))

    def read(html: bytes, url: str | None) -> dict[str, Any]:
        return {"text": "\n".join(p.text for p in justext.justext(html, stopwords) if not p.is_boilerplate)}

    return read


_ALL = frozenset({"title", "authors", "published", "language"})
TOOLS = (
    Tool("dateline", "scraper", _dateline, False, _ALL),
    Tool("trafilatura", "trafilatura", _trafilatura, False, _ALL - {"language"}),
    Tool("trafilatura fast", "trafilatura", _trafilatura_fast, False, frozenset()),
    Tool("newspaper4k", "newspaper", _newspaper, True, _ALL),
    Tool("readability-lxml", "readability", _readability, True, frozenset({"title"})),
    Tool("resiliparse", "resiliparse", _resiliparse, True, frozenset()),
    Tool("justext", "justext", _justext, False, frozenset()),
)


def chosen(names: str | None) -> list[Tool]:
    """The tools of these names (separated by commas), or all that are installed. Unknown names end the program."""
    if names is None:
        return [tool for tool in TOOLS if tool.is_installed]
    known = {tool.name: tool for tool in TOOLS}
    wanted = [name.strip() for name in names.split(",")]
    for name in wanted:
        if name not in known:
            raise SystemExit(f"--tools: there is no '{name}'; known: {', '.join(known)}")
        if not known[name].is_installed:
            raise SystemExit(f"--tools: {name} is not installed; pip install '.[bench]'")
    return [known[name] for name in wanted]


def be_quiet() -> None:
    """Peers warn of many a page; a benchmark wants their results only."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
