"""The robustness report from a file: the whole answer as JSON, and every fault of a file named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fourfold.config.command_line import main

WHOLE: dict[str, Any] = {
    "format": "fourfold-evaluation-1",
    "criteria": [
        {"ref": "price", "weight": "40", "price": True},
        {"ref": "quality", "weight": "40"},
        {"ref": "social", "weight": "20"},
    ],
    "most_points": "5",
    "bids": [
        {"ref": "A", "price": "100000", "points": {"quality": "4", "social": "5"}},
        {"ref": "B", "price": "80000", "points": {"quality": "3", "social": "3"}},
    ],
}


def asked(given: Any, folder: Path, *more: str) -> int:
    file = folder / "evaluation.json"
    file.write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
    return main(["evaluation", "robustness", str(file), *more])


def test_the_example_worked_by_hand_comes_out_exactly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(WHOLE, tmp_path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    (rival,) = found["rivals"]
    assert found["first"] == ["A"]
    assert not found["weights_change_it"]
    assert rival["level_within"] == {"exact": "40/3", "about": "13.333333"}
    assert rival["level_at_points"]["quality"] == {"exact": "4", "about": "4"}
    assert rival["first_at_price"] == "60000.00"
    assert found["formulas_that_change_it"] == ["lowest_to_highest"]


def test_the_text_says_the_same_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(WHOLE, tmp_path) == 0
    said = capsys.readouterr().out
    assert "No weights within 5 of those published change who is first." in said
    assert "B: 8 behind; level with weights within 13.33; first at a price of 60000.00" in said


def test_quantities_scored_by_value_are_tested_over_the_ranges_of_their_proxies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_value = {
        **WHOLE,
        "by_value": {
            "criterion": "social",
            "proxies": {
                "jobs": {"value": "10", "low": "5", "high": "20"},
                "hours": {"value": "1", "low": "1", "high": "1"},
            },
        },
        "bids": [
            {"ref": "A", "price": "80000", "points": {"quality": "4"}, "quantities": {"jobs": "10"}},
            {"ref": "B", "price": "80000", "points": {"quality": "3.75"}, "quantities": {"hours": "100"}},
        ],
    }
    assert asked(by_value, tmp_path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    # A leads by 2 of quality. Below 10 it has 20p/10 of the social marks and B 20: level where 20 - 2p = 2.
    jobs, hours = found["proxies"]
    assert jobs == {"measure": "jobs", "rival": "B", "level_at": {"exact": "9", "about": "9"}}
    assert hours["level_at"] is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"criteria": [{"ref": "quality", "weight": "99.5"}]}, "the weights add up to 99.5, not to 100"),
        ({"most_points": 5}, 'most_points: write numbers in quotes, such as "40.5"'),
        ({"more": 1}, "more: Extra inputs are not permitted"),
        ({"bids": [{"ref": "A", "points": {"quality": "6"}}]}, "bids.A: the price is missing"),
        ({"bids": [{"ref": "A", "points": {"quality": "6"}}]}, "bids.A: the points for “social” are missing"),
        ({"bids": [{"ref": "A", "points": {"quality": "6"}}]}, "6 points for “quality” are more than 5"),
        ({"bids": [WHOLE["bids"][0], WHOLE["bids"][0]]}, "bids: “A” stands twice"),
        ({"within": "101"}, "within: Input should be less than or equal to 100"),
        ({"within": "NaN"}, "within: "),
        ({"bids": [{**WHOLE["bids"][0], "price": "1.005"}]}, "bids.A: a price is in pounds and whole pence"),
        ({"bids": [{**WHOLE["bids"][0], "quantities": {"x": "1"}}]}, "the measure “x” has no proxy"),
        (
            {"by_value": {"criterion": "price", "proxies": {"x": {"value": "1", "low": "2", "high": "3"}}}},
            "by_value.proxies.x: the value lies outside of its range",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(
    change: dict[str, Any], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked({**WHOLE, **change}, tmp_path) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


@pytest.mark.parametrize("text", ["{", '{"format": 1, "format": 2}', "[" * 100_000])
def test_what_is_not_json_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(text, tmp_path) == 2
    assert "not JSON" in capsys.readouterr().err


def test_the_schema_is_told_and_is_the_one_in_the_documentation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluation", "schema"]) == 0
    told = capsys.readouterr().out
    docs = Path(__file__).parents[3] / "docs" / "reference"
    assert told == (docs / "evaluation.schema.json").read_text(encoding="utf-8")
    assert set(json.loads(told)["required"]) == {"format", "criteria", "most_points", "bids"}


def test_the_example_of_the_documentation_is_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "evaluation-robustness.md"
    example = page.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
    assert asked(example, tmp_path) == 0
    assert "First: A" in capsys.readouterr().out
