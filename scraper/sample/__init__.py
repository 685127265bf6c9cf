"""A news site of our own, with all the oddities of real ones, served over HTTP on loopback; and the truth about it.

The demo crawls it, and the tests hold what a crawl stores to `load_truth()`.
"""

from importlib.resources import files

from scraper.sample.server import Request, SampleSite
from scraper.sample.truth import TrueArticle, Truth, load_truth

__all__ = ["Request", "SampleSite", "TrueArticle", "Truth", "load_truth", "sample_config"]


def sample_config(url: str, *, is_app: bool = False) -> str:
    """The text of a config.yaml for the site at `url`, as in `http://127.0.0.1:8000`; `is_app`: drawn by JavaScript."""
    name = "app_config.yaml" if is_app else "config.yaml"
    return (files(__package__) / name).read_text("utf-8").format(url=url)
