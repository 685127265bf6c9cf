"""Looking for the JSON behind a site: named by its pages and scripts, or asked for while a browser draws them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from scraper.discover import Entry, ListRule, fill_pattern, first_pages, post_of, read_json_list
from scraper.errors import FetchError
from scraper.shell import is_shell
from scraper.survey.fields import map_fields
from scraper.survey.infer import Answer, Listed, find_lists, infer, read_answer
from scraper.survey.languages import languages_of
from scraper.survey.plan import Plan
from scraper.survey.requests import Request
from scraper.survey.routes import learn_pattern
from scraper.survey.scripts import json_named_in, scripts_of
from scraper.survey.site import Drawn, SurveyedSite, text_of

MORE = 1
"""Presses on "load more": what is asked for then shows how pages are counted."""

MOST_PLANS = 3
FRAGMENT = 300
"""Letters of an HTML fragment that may be an article's text."""

_TAG = re.compile(r"<[^>]*>")


async def plans_without_browser(site: SurveyedSite, url: str, html: str, links: Mapping[str, str]) -> list[Plan]:
    """From the addresses that the page and its scripts name."""
    named = json_named_in(html, url)
    for script in scripts_of(html, url):
        try:
            named += json_named_in(text_of(await site.client.get(script)), url)
        except FetchError:
            continue
    answers = []
    for address in list(dict.fromkeys(named)):
        try:
            said = read_answer((await site.client.get(address)).body)
        except FetchError:
            continue
        if said is not None:
            answers.append(Answer(Request(address), said))
    return await _plans(site, url, answers, links, languages_of(html, url))


async def plans_of_drawn(site: SurveyedSite, url: str, drawn: Drawn) -> list[Plan]:
    """From what the drawn page has asked for."""
    return await _plans(site, url, drawn.answers, drawn.links, languages_of(drawn.html, url))


async def _plans(
    site: SurveyedSite, url: str, answers: Sequence[Answer], links: Mapping[str, str], languages: Sequence[str]
) -> list[Plan]:
    found = []
    for listed in find_lists(answers, languages)[:MOST_PLANS]:
        plan = infer(listed, links, url)
        if plan is not None:
            plan = await _with_languages(site, plan, languages)
            found.append(await _with_text(site, plan, listed))
    return found


async def _with_languages(site: SurveyedSite, plan: Plan, languages: Sequence[str]) -> Plan:
    """The same lists in the site's other languages, as far as there are such."""
    known = plan.each.get("language", ())
    there = list(known)
    for language in languages if known else ():
        if language in known:
            continue
        other = replace(plan, each={**plan.each, "language": (language,)}).rule()
        if any([await _lists_something(site, other, url) for url in list(first_pages(other))[:2]]):
            there.append(language)
    return replace(plan, each={**plan.each, "language": tuple(there)}) if known else plan


async def _lists_something(site: SurveyedSite, rule: ListRule, url: str) -> bool:
    try:
        response = await site.client.get(url, body=post_of(rule, url))
    except FetchError:
        return False
    return bool(read_json_list(response.body, url, rule).entries)


async def _with_text(site: SurveyedSite, plan: Plan, listed: Listed) -> Plan:
    """Where the text is, if it stands neither in the items nor on the article's own page."""
    if "text" in plan.fields:
        return plan
    entries = _entries(plan, listed)
    try:
        if len(entries) < 2 or not is_shell(text_of(await site.page(entries[0].url))):
            return plan
        drawn = await site.draw(entries[0].url)
    except FetchError:
        return plan
    values = [_values(plan, entry) for entry in entries[:2]]
    for part in drawn.parts:
        text_fields = _text_in(part.body)
        pattern = learn_pattern([(values[0], part.url)]) if text_fields is not None else None
        if pattern is not None and await _holds_for(site, pattern, values[1]):
            return replace(plan, text=pattern, text_fields=text_fields or {})
    return plan


def _entries(plan: Plan, listed: Listed) -> list[Entry]:
    rule = plan.rule()
    first = next(iter(first_pages(rule)), None)
    if first is None:
        return []
    return list(read_json_list(json.dumps(listed.answers[0].said).encode(), first, rule).entries)


def _values(plan: Plan, entry: Entry) -> dict[str, str]:
    """What may stand in the address of the entry's text."""
    said = read_answer((entry.item or "{}").encode())
    values = {name: str(value) for name, value in said.items() if isinstance(value, str | int)}
    for name, choices in plan.each.items():
        values.setdefault(name, choices[0])
    return values


def _text_in(body: bytes) -> dict[str, str] | None:
    """Where an answer holds a text: the fields of a JSON, none where it is the text itself; None where it has none."""
    said = read_answer(body)
    if isinstance(said, dict):
        fields = map_fields([said])
        return {"text": fields["text"]} if "text" in fields else None
    text = body.decode("utf-8", "replace")
    is_fragment = said is None and re.match(r"\s*<(?!!doctype|html)", text, re.IGNORECASE)
    return {} if is_fragment and len(_TAG.sub("", text)) >= FRAGMENT else None


async def _holds_for(site: SurveyedSite, pattern: str, values: Mapping[str, str]) -> bool:
    address = fill_pattern(pattern, values)
    if address is None:
        return False
    try:
        return _text_in((await site.client.get(address)).body) is not None
    except FetchError:
        return False
