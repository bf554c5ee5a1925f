"""Points from another portal, line by line, as the worked examples have it; and whatever else a line may hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.cells import Cell, Formula
from fourfold.ground.parameters.strict_yaml import read_yaml
from fourfold.integrate.rules.score_rows import Column, Scorable, Scored, Wrong, columns_in, read_scores

EXAMPLES: Any = read_yaml(
    (Path(__file__).parents[2] / "worked_examples" / "score_rows.yaml").read_text()
).tree
COLUMNS = columns_in(["Supplier", "Award criterion", "Score", "Weighted score", "Comments"])
CRITERIA = [Scorable("jobs", "Local jobs", Decimal(15)), Scorable("carbon", "Carbon", Decimal(5))]
BIDDERS = {"Ash Ltd": "ash", "Beech CIC": "beech"}


def read(*rows: tuple[Cell, ...]) -> tuple[list[Scored], list[Wrong]]:
    return read_scores(rows, first_row=2, columns=COLUMNS, bidders=BIDDERS, criteria=CRITERIA, most=5)


def test_columns_are_known_by_what_portals_call_them() -> None:
    assert set(COLUMNS) == set(Column)
    assert columns_in(["Nonsense", "BIDDER"]) == {Column.BIDDER: 1}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: " ".join(each["line"]))
def test_the_worked_examples(example: dict[str, Any]) -> None:
    taken, wrong = read(tuple(cell or None for cell in example["line"]))
    if "wrong" in example:
        assert not taken
        (one,) = wrong
        assert one.row == 2
        assert one.words.startswith(example["wrong"])
    else:
        assert not wrong
        assert [str(each.points) for each in taken] == [example["points"]]


def test_a_line_that_cannot_be_taken_keeps_no_other_out() -> None:
    taken, wrong = read(
        ("Ash Ltd", "Carbon", Decimal(4), None, None),
        (None, None, None, None, None),
        ("Ash Ltd", "Local jobs", Formula(), None, None),
        ("Ash Ltd", "Carbon", Decimal(2), None, None),
        ("Beech CIC", "Carbon", Decimal("3.5"), None, "Sound"),
    )
    assert [(each.row, each.bidder, each.points) for each in taken] == [
        (2, "ash", Decimal(4)),
        (6, "beech", Decimal("3.5")),
    ]
    assert [each.row for each in wrong] == [4, 5]
    assert "formula" in wrong[0].words
    assert wrong[1].words == "It stands in row 2 already"


CELLS = st.one_of(
    st.none(), st.booleans(), st.text(max_size=12), st.decimals(-10, 10, places=3), st.just(Formula())
)
LINES = st.lists(
    st.tuples(
        st.sampled_from([*BIDDERS, "Cedar plc"]),
        st.sampled_from(["Local jobs", "Carbon", "Price"]),
        CELLS,
        CELLS,
        CELLS,
    ),
    max_size=12,
)


@given(LINES)
def test_every_line_is_taken_or_named_and_what_is_taken_is_on_the_scale(
    lines: list[tuple[Cell, ...]],
) -> None:
    taken, wrong = read(*lines)
    assert sorted([each.row for each in taken] + [each.row for each in wrong]) == list(
        range(2, 2 + len(lines))
    )
    pairs = [(each.bidder, each.criterion) for each in taken]
    assert len(pairs) == len(set(pairs))
    assert all(0 <= each.points <= 5 for each in taken)
