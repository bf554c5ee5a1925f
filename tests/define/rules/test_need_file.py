"""Areas of two drawings, and a file of figures whose faults are said line by line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.rules.areas import Area, AreaFault, Edition, area, same_area
from fourfold.define.rules.need_file import NoTable, TableRead, read_table

SMALL = "E01000001"


def read(*lines: str, edition: Edition = Edition.NONE) -> TableRead:
    return read_table(
        [line.split(";") for line in lines], code_column="area", value_column="figure", edition=edition
    )


def test_a_code_of_2011_never_meets_a_figure_of_2021() -> None:
    of_2011, of_2021 = area(SMALL, Edition.OF_2011), area(SMALL, Edition.OF_2021)
    assert not same_area(of_2011, of_2021)
    assert same_area(of_2021, area(f" {SMALL.lower()} ", Edition.OF_2021))


@given(
    one=st.sampled_from(["E01000001", "E01000002", "W01000001"]),
    other=st.sampled_from(["E01000001", "E01000002", "W01000001"]),
    editions=st.tuples(*[st.sampled_from([Edition.OF_2011, Edition.OF_2021])] * 2),
)
@settings(max_examples=60, deadline=None)
def test_equal_means_equal_in_code_and_drawing(
    one: str, other: str, editions: tuple[Edition, Edition]
) -> None:
    met = same_area(area(one, editions[0]), area(other, editions[1]))
    assert met == (one == other and editions[0] == editions[1])


@pytest.mark.parametrize(
    ("code", "edition", "words"),
    [
        ("Leeds", Edition.NONE, "is no area code"),
        (SMALL, Edition.NONE, "those of 2011 or of 2021"),
        ("E09000030", Edition.OF_2021, "is an authority"),
        ("E12000001", Edition.NONE, "neither an authority nor a small area"),
    ],
)
def test_a_code_that_does_not_go_with_the_file_is_said(code: str, edition: Edition, words: str) -> None:
    with pytest.raises(AreaFault, match=words):
        area(code, edition)


def test_figures_are_read_and_what_is_at_fault_is_said_with_its_line() -> None:
    table = read(
        "Area;name;FIGURE",
        "E09000030;Tower Hamlets;1,234.5",
        "E09000030;again;2",
        "E06000006;Halton;many",
        "somewhere;x;1",
        "E08000013;St Helens;..",
        "",
        "E08000012",
    )
    assert [(each.code, each.value) for each in table.figures] == [("E09000030", Decimal("1234.5"))]
    assert table.not_known == 1
    assert [fault.partition(":")[0] for fault in table.faults] == [
        "Line 3",
        "Line 4, column “figure”",
        "Line 5, column “area”",
        "Line 8",
    ]


def test_a_column_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(NoTable, match="The columns are code and figure"):
        read("code;figure", "E09000030;1")


@pytest.mark.parametrize("lines", [(), ("area;figure",)])
def test_a_file_without_lines_is_no_table(lines: tuple[str, ...]) -> None:
    with pytest.raises(NoTable):
        read(*lines)


@given(cells=st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=5))
@settings(max_examples=80, deadline=None)
def test_whatever_the_cells_every_line_is_read_not_known_or_at_fault(cells: list[list[str]]) -> None:
    table = read_table(
        [["area", "figure"], ["E09000030", "1"], *cells],
        code_column="area",
        value_column="figure",
        edition=Edition.NONE,
    )
    filled = sum(any(cell.strip() for cell in line) for line in cells)
    assert len(table.figures) + len(table.faults) + table.not_known == filled + 1
    assert Area("E09000030", Edition.NONE) in {area(each.code, Edition.NONE) for each in table.figures}
