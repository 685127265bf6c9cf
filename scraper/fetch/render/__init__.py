"""Pages that only a script can draw: shown to a real browser, which gets everything through our own careful client.

Needs the extra `render` (Playwright) and a Chromium of the system.
"""

from scraper.fetch.render.browser import Renderer, find_chromium
from scraper.fetch.render.visit import Rendered

__all__ = ["Rendered", "Renderer", "find_chromium"]
