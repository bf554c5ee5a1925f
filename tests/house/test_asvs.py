"""The table of security requirements names tests that exist, has every row, and adds up."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "explanation" / "asvs.md"
# Rows of level 2 by chapter, counted in version 4.0.3 of the standard as it was published.
ROWS = {1: 38, 2: 53, 3: 18, 4: 9, 5: 30, 6: 13, 7: 12, 8: 15, 9: 7, 10: 5, 11: 8, 12: 15, 13: 13, 14: 23}
STATES = ("met", "not applicable", "not met")

ROW = re.compile(r"^\| (\d+)\.(\d+)\.(\d+) \| (.+?) \| (\**[a-z ]+\**) \| (.+) \|$", re.MULTILINE)
SUM = re.compile(r"^\| \**(\d+|all)[. ][^|]*\| \**(\d+)\** \| \**(\d+)\** \| \**(\d+)\** \|$", re.MULTILINE)
NAMED_TEST = re.compile(r"\[`(test_\w+)`\]\(\.\./\.\./(tests/[\w/]+\.py)\)")


def rows() -> list[tuple[tuple[int, int, int], str, str]]:
    """Number, state and reason of each."""
    found = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [
        ((int(chapter), int(section), int(number)), state.strip("*"), why)
        for chapter, section, number, _words, state, why in found
    ]


@cache
def names_of_tests(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_row_is_there_once_and_in_order() -> None:
    numbers = [number for number, _state, _why in rows()]

    assert Counter(chapter for chapter, _section, _number in numbers) == ROWS
    assert numbers == sorted(set(numbers))


def test_every_row_says_one_of_three_things_and_why() -> None:
    strange = [number for number, state, why in rows() if state not in STATES or len(why) < 4]

    assert strange == []


def test_every_test_that_is_named_exists() -> None:
    named = NAMED_TEST.findall(PAGE.read_text(encoding="utf-8"))

    assert len(named) > 50
    assert [(name, path) for name, path in named if name not in names_of_tests(path)] == []


def test_what_is_met_is_met_somewhere() -> None:
    """By a link to a test or a file in a good part of the rows; the others say what there is none of."""
    met = [why for _number, state, why in rows() if state == "met"]

    assert sum("](" in why for why in met) > len(met) * 0.75


def test_the_sums_are_right() -> None:
    counted = Counter((number[0], state) for number, state, _why in rows())
    expected = {str(chapter): tuple(str(counted[chapter, state]) for state in STATES) for chapter in ROWS} | {
        "all": tuple(str(sum(counted[chapter, state] for chapter in ROWS)) for state in STATES)
    }

    assert {each[0]: each[1:] for each in SUM.findall(PAGE.read_text(encoding="utf-8"))} == expected
