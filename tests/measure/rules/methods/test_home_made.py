"""Methods of one's own that measure the same, and what the survey is answered."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.measure.rules.methods.home_made import HomeMade, overlaps
from fourfold.measure.rules.methods.survey_answer import InUse, MethodStatus, method_answer

ON = date(2026, 11, 28)


def home_made(key: str, *measures: tuple[str, str]) -> HomeMade:
    return HomeMade(key, key.title(), frozenset(measures))


def test_two_that_measure_the_same_are_named_and_units_that_differ_are_told_apart() -> None:
    work, hours, trees = ("In work", "people"), ("In work", "hours"), ("Greener", "trees")
    found = overlaps(
        [home_made("c", hours), home_made("a", work, trees), home_made("b", work, trees), home_made("d")]
    )
    assert [(each.one, each.other, each.same, each.unlike) for each in found] == [
        ("a", "b", (trees, work), ()),
        ("a", "c", (), ("In work",)),
        ("b", "c", (), ("In work",)),
    ]
    assert overlaps([]) == ()


@pytest.mark.parametrize(
    ("uses", "status", "since"),
    [
        ([], MethodStatus.NOT_KNOWN, None),
        ([InUse("sroi", "All", None)], MethodStatus.WORKING_ON_IT, None),
        ([InUse("sroi", "All", date(2027, 1, 1))], MethodStatus.WORKING_ON_IT, None),
        ([InUse("sroi", "All", date(2020, 1, 1), date(2026, 11, 27))], MethodStatus.ENDED, None),
        ([InUse("sroi", "All", date(2020, 1, 1), ON)], MethodStatus.HAS_ONE, date(2020, 1, 1)),
        (
            [
                InUse("sroi", "Roofs", date(2025, 1, 1)),
                InUse("counts", "All", ON),
                InUse("bespoke", "All", None),
            ],
            MethodStatus.HAS_ONE,
            date(2025, 1, 1),
        ),
    ],
)
def test_the_survey_is_answered_from_records_alone(
    uses: list[InUse], status: MethodStatus, since: date | None
) -> None:
    found = method_answer(uses, on=ON)
    assert (found.status, found.since) == (status, since)
    assert found.status.label
    if status is MethodStatus.HAS_ONE:
        assert all(each != ("bespoke", "All") for each in found.used)
