"""bench/extract.py: what it measures is what the parser did."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench import table, tools
from scraper.sample import SampleSite, load_truth

SCRIPT = Path(__file__).resolve().parents[2] / "bench" / "extract.py"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)], capture_output=True, text=True, encoding="utf-8"
    )


def test_the_report_has_quality_cost_and_kind_of_our_parser(data: Path, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    done = run(data, "--tools", "dateline", "--memory", "--json", figures)
    assert done.returncode == 0, done.stderr
    assert "**sample** (7 pages)" in done.stdout
    told = json.loads(figures.read_text("utf-8"))
    assert told["sets"]["sample"]["dateline"]["accuracy"] >= 6 / 7
    assert told["sets"]["sample"]["dateline"]["median_ms"] > 0
    assert told["article_or_not"] == {"pages": 7, "accuracy": 1.0, "articles_kept": 1.0, "others_rejected": 1.0}
    assert told["speed"][0]["tool"] == "dateline"
    assert told["memory"]["dateline"] > 2**20


def test_a_soak_reads_as_many_pages_as_it_is_told(data: Path) -> None:
    done = run(data, "--soak", 20)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("| 20 |")


def test_what_a_tool_does_not_know_is_left_out_of_its_row() -> None:
    scores = {"shingle_f1": 0.9, "title_norm": 0.0, "date_acc": 0.0, "lang_acc": 0.0}
    assert table.known_only(scores, frozenset({"title"})) == {"shingle_f1": 0.9, "title_norm": 0.0}


def test_cost_is_in_milliseconds() -> None:
    assert table.cost([0.001, 0.002, 0.003])["median_ms"] == pytest.approx(2.0)


def test_speed_is_compared_over_all_sets_and_page_by_page() -> None:
    times = {
        ("dateline", "b"): [0.001, 0.002],
        ("peer", "b"): [0.010, 0.010],
        ("dateline", "a"): [0.003],
        ("peer", "a"): [0.012],
    }
    ours, peer = table.speed(times, "dateline")
    assert (ours["tool"], ours["by_page"]) == ("dateline", 1.0)
    assert (peer["by_medians"], peer["by_page"]) == (pytest.approx(5.0), pytest.approx(5.0))


@pytest.mark.parametrize(
    ("arguments", "says"), [(("--tools", "trafalgar"), "trafalgar"), (("--sets", "nothing"), "nothing")]
)
def test_a_wrong_name_is_answered_with_what_there_is(data: Path, arguments: tuple[str, str], says: str) -> None:
    done = run(data, *arguments)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("tool", [tool for tool in tools.TOOLS if tool.is_installed], ids=lambda tool: tool.name)
def test_every_installed_tool_reads_a_page(tool: tools.Tool) -> None:
    article = load_truth().in_edition(1)[0]
    with SampleSite() as site:
        html = site.answer(article.path, site.url).body
    found = tool.load()(tools.decoded(html) if tool.takes_text else html, "http://site.example/a")
    assert article.text.split("\n\n")[1] in found["text"]
