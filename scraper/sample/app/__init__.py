"""The sample site as a news app: every page an empty shell, lists as JSON, texts as HTML fragments, drawn by script.

The same pieces as the plain site, in the manner of aggregators such as bbabo.net: routes `/LANG/SECTION/ID`, links in
shadow DOM, and an answer of 200 to whatever is asked for.
"""

from scraper.sample.app.resources import answer_query, no_such_resource, resources
from scraper.sample.app.routes import route_of

__all__ = ["answer_query", "no_such_resource", "resources", "route_of"]
