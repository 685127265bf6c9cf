"""Looking a site over before it becomes a source: what lists its articles, what of that is worth having."""

from scraper.survey.entry import add_source, source_block
from scraper.survey.findings import Sampled, Survey, Trial
from scraper.survey.look import look_over

__all__ = ["Sampled", "Survey", "Trial", "add_source", "look_over", "source_block"]
