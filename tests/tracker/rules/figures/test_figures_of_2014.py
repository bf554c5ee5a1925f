"""What the 2014 report prints: 199 of 206 statements hold together, seven do not, and no fewer could be given up."""

from __future__ import annotations

from functools import cache

import pytest

from fourfold.tracker.exchange.wave_2014 import figures_of_2014, synthetic_rows
from fourfold.tracker.rules.figures.cp_sat import CpSat
from fourfold.tracker.rules.figures.judge import Judge
from fourfold.tracker.rules.figures.milp import Milp
from fourfold.tracker.rules.figures.published import FigureSet
from fourfold.tracker.rules.figures.recount import counted_by, is_true
from fourfold.tracker.rules.figures.rounding import Rounding

# One statement of each, in the order of the list, cannot hold; the seven have nothing in common.
CONFLICTS = [
    ["S26-ALLSERV-60", "KF3-ALLSERV-66"],
    ["KF4-LEAD-TWOTHIRDS", "S13-LEAD-60"],
    ["S23-OTHER-90", "F2-OTHER-WITH", "KF9-POLICY-37"],
    ["S45-NOTYET-30", "F10-N-MCONS", "F10-N-MNONE"],
    ["S43-NOLEAD-66", "F11-MNONE-LYES"],
    ["CL-POLICY-POST", "F2-POST-WITH", "S12-POLICY-37"],
    ["CL-ACT-LARGELY", "S24-ACT-LOW-56", "S24-ALREADY-54"],
]
CONTRADICTED = {conflict[0] for conflict in CONFLICTS}


@cache
def the_set() -> FigureSet:
    return figures_of_2014()


@pytest.mark.parametrize("solver", [CpSat(), Milp()], ids=["CP-SAT", "HiGHS"])
@pytest.mark.parametrize("conflict", CONFLICTS, ids=[each[0] for each in CONFLICTS])
def test_a_conflict_is_one_and_none_of_it_can_be_spared(conflict: list[str], solver: CpSat | Milp) -> None:
    judge = Judge(the_set(), Rounding.HALF_UP, solver)

    assert not judge.can_hold(conflict)
    for spared in conflict:
        assert judge.can_hold(each for each in conflict if each != spared)


def test_seven_conflicts_without_a_common_statement_mean_that_seven_must_go() -> None:
    named = [each for conflict in CONFLICTS for each in conflict]

    assert len(named) == len(set(named))
    assert len(CONTRADICTED) == 7


def test_half_to_even_lets_the_thirty_percent_stand() -> None:
    judge = Judge(the_set(), Rounding.HALF_EVEN, CpSat())

    assert judge.can_hold(["S45-NOTYET-30", "F10-N-MCONS", "F10-N-MNONE"])


def test_every_figure_that_is_not_contradicted_comes_back_from_the_synthetic_rows() -> None:
    figures, count = the_set(), counted_by(synthetic_rows())

    true = {each.id for each in figures.statements if is_true(figures, each, Rounding.HALF_UP, count)}

    assert len(figures.statements) == 206
    assert len(true) == 199
    assert set(figures.by_id) - true == CONTRADICTED


def test_the_synthetic_rows_are_as_many_as_the_report_says_and_follow_its_routing() -> None:
    rows, figures = synthetic_rows(), the_set()

    assert len(rows) == 200
    assert sum(row["org_type"] == "LA" for row in rows) == 77
    for row in rows:
        assert all(row[name] in figures.questions[name].codes for name in row)
        assert (row["lead"] == "yes") == (row["lead_title"] != "na")
        assert row["size_band"].startswith(row["org_type"])
