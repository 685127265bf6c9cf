"""The ground truth is what the stories say, and the stories are what the tests need."""

from __future__ import annotations

from pathlib import Path

from scraper.config import load_config
from scraper.sample import SampleSite, load_truth, sample_config
from scraper.sample.derive import derive
from scraper.sample.piece import pieces
from scraper.sample.truth import from_json, to_json
from scraper.text import content_hash

TRUTH = load_truth()
FIRST = TRUTH.in_edition(1)


def test_the_file_holds_what_the_stories_give() -> None:
    """If not: python -m scraper.sample.derive > scraper/sample/truth.json"""
    assert derive() == TRUTH


def test_the_truth_survives_being_written() -> None:
    assert from_json(to_json(TRUTH)) == TRUTH


def test_there_are_sixteen_stories_in_four_languages() -> None:
    originals = [article for article in FIRST if article.duplicate_of is None]
    assert len(originals) == 64
    assert all(len(article.translations) == 3 for article in originals)


def test_copies_repeat_the_text_of_an_article_that_came_first() -> None:
    by_path = {article.path: article for article in TRUTH.articles}
    copies = [article for article in FIRST if article.duplicate_of]
    assert {copy.language for copy in copies} == {"de", "ru", "en", "fr"}
    for copy in copies:
        original = by_path[copy.duplicate_of or ""]
        assert copy.text == original.text
        assert copy.published_at > original.published_at
        assert (copy.section, copy.path) != (original.section, original.path)


def test_no_two_articles_have_the_same_words_unless_they_are_copies() -> None:
    originals = [article for article in TRUTH.articles if article.duplicate_of is None]
    assert len({content_hash(article.text) for article in originals}) == len(originals)
    assert len({article.title for article in originals}) == len(originals)


def test_texts_are_three_to_five_paragraphs_of_news_prose() -> None:
    for article in TRUTH.articles:
        paragraphs = article.text.split("\n\n")
        assert 3 <= len(paragraphs) <= 5, article.path
        assert all(20 <= len(paragraph.split()) <= 75 for paragraph in paragraphs), article.path
        assert all(paragraph == " ".join(paragraph.split()) for paragraph in paragraphs)
        assert "](" not in article.text


def test_the_revision_differs_in_one_figure_and_one_sentence() -> None:
    (article,) = (article for article in TRUTH.articles if article.revised)
    assert article.revised is not None
    assert article.revised != article.text
    pairs = zip(article.text.split("\n\n"), article.revised.split("\n\n"), strict=True)
    assert sum(old != new for old, new in pairs) == 2


def test_paths_are_unique_within_an_edition_and_across_kinds() -> None:
    paths = [path for article in TRUTH.articles for path in (article.path, *article.aliases)]
    paths += [*TRUTH.forbidden, *TRUTH.missing, *TRUTH.no_article]
    assert len(paths) == len(set(paths))


def test_an_edition_lists_its_newest_first() -> None:
    for edition in (1, 2):
        moments = [piece.published_at for piece in pieces(edition)]
        assert moments == sorted(moments, reverse=True)


def test_the_configuration_for_the_site_is_valid(tmp_path: Path) -> None:
    with SampleSite() as site:
        file = tmp_path / "config.yaml"
        file.write_text(sample_config(site.url), encoding="utf-8")
        (source,) = load_config(file, environ={}).sources
    assert source.url == f"{site.url}/"
    assert len(source.feeds) == 4
    assert source.language is None
