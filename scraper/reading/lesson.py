"""Learning a site's template from what its pages have shown: work for a reader process, as reading them is."""

from __future__ import annotations

from db.frozen import frozen

WINDOW = 40
"""Pages of each language that are looked back upon; what hasn't been seen on any of them is forgotten."""


@frozen
class Learned:
    """A template, packed, and from how many pages and different articles it was learned."""

    template: str
    pages: int
    stories: int


@frozen
class Lesson:
    """Packed observations of a site's pages, the newest first; the template so far, packed; the day in ISO 8601."""

    observations: tuple[bytes, ...]
    previous: str
    today: str

    def read(self) -> Learned:
        from scraper.parse.template_bytes import pack_template, unpack_observation, unpack_template
        from scraper.parse.template_learn import learn_template

        shown = [one for data in self.observations if (one := unpack_observation(data)) is not None]
        known = unpack_template(self.previous) if self.previous else None
        template = learn_template(shown, known, self.today)
        return Learned(pack_template(template), template.pages, template.stories)
