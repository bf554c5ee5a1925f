"""The audit finds each kind of fault that was found in published reports, and none in a report without."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from fourfold.measure.rules.audit.auditing import audit
from fourfold.measure.rules.audit.figures import Name
from fourfold.measure.rules.audit.kinds import FaultKind
from fourfold.measure.rules.audit.known_readings import scaled
from fourfold.measure.rules.audit.printed import read_printed
from fourfold.measure.rules.audit.report import Pool, Report, ReportTotals, Scenario
from fourfold.measure.rules.valuation.deductions import Deductions
from fourfold.measure.rules.valuation.discounting import RateSchedule, Timing
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.value_map import RateClass, Row, ValueMap
from fourfold.measure.rules.valuation.valuing import value_row
from tests.builders.printed_maps import ROUNDINGS, added_up_rounded, printed, shown, valued
from tests.builders.value_maps import a_map, a_row, random_map


def garden(**changes: object) -> ValueMap:
    """Three rows of three years; `changes` are of the first, whose fault is planted."""
    first: dict[str, object] = {
        "quantity": Decimal(120),
        "proxy": Decimal("1845.50"),
        "duration_years": Decimal(3),
        "drop_off": Decimal("0.27"),
        "deductions": Deductions(
            deadweight=Decimal("0.2"), displacement=Decimal("0.1"), attribution=Decimal("0.25")
        ),
    }
    return a_map(
        a_row(**(first | changes)),
        a_row(
            quantity=Decimal(35), proxy=Decimal("912.20"), duration_years=Decimal(5), drop_off=Decimal("0.1")
        ),
        a_row(
            quantity=Decimal(9), proxy=Decimal(4310), duration_years=Decimal("2.5"), drop_off=Decimal("0.4")
        ),
        inputs="96500",
    )


def planted(stated: ValueMap, used: Row) -> Report:
    """The report of a map whose first row is calculated otherwise than it says."""
    return printed(stated, [value_row(used, stated.settings), *valued(stated)[1:]])


def kinds(given: ValueMap, report: Report) -> dict[Name, FaultKind]:
    return {each.name: each.kind for each in audit(given, report).findings}


def test_no_false_alarm_on_a_thousand_clean_maps() -> None:
    random = Random(7)  # noqa: S311  the same maps every time
    for number in range(1000):
        given = random_map(random, most_rows=5)
        report = printed(
            given, valued(given), places=random.choice([0, 1, 2, 4]), rounding=ROUNDINGS[number % 2]
        )
        found = audit(given, report)
        assert found.findings == (), (number, found.findings)
        assert found.checked > 7


def test_totals_of_rounded_rows_are_no_fault() -> None:
    random = Random(8)  # noqa: S311  the same maps every time
    for _ in range(100):
        given = random_map(random, most_rows=9)
        found = audit(given, added_up_rounded(printed(given, valued(given), places=0)))
        assert found.findings == ()


def test_another_drop_off_than_the_text_says() -> None:
    given = garden()
    found = audit(given, planted(given, replace(given.rows[0], drop_off=Decimal("0.15"))))
    first = found.findings[0]
    assert (first.name, first.kind) == (Name("by_year", 0, 2), FaultKind.OTHER_RATE)
    assert first.changed == (("drop_off", "0.15"),)
    assert first.setting == "drop-off is 0.15, and not 0.27"
    totals = [each for each in found.findings if each.name.row is None]
    assert {each.kind for each in totals} == {FaultKind.FOLLOWS}
    assert Name("present_value", 0) in totals[-1].follows


@pytest.mark.parametrize(("rate", "used"), [("0.271", "0.1"), ("0.3", "0.1")])
def test_what_is_lost_over_three_years_stated_as_the_rate_of_one(rate: str, used: str) -> None:
    given = garden(drop_off=Decimal(rate))
    found = audit(given, planted(given, replace(given.rows[0], drop_off=Decimal(used))))
    assert found.findings[0].kind is FaultKind.TOTAL_AS_YEARLY_RATE
    assert found.findings[0].changed == (("drop_off", used),)
    assert "over 3 years" in found.findings[0].setting


def test_another_discount_rate_than_the_text_says() -> None:
    given = garden()
    used = replace(given.settings, schedules=dict.fromkeys(RateClass, RateSchedule.flat(Decimal("0.05"))))
    found = audit(given, printed(given, [value_row(row, used) for row in given.rows]))
    assert {each.kind for each in found.findings} == {FaultKind.OTHER_RATE}
    assert found.whole is not None
    assert found.whole.changed == (("discount_rate", "0.05"),)


def test_a_ratio_in_the_text_that_is_not_the_one_in_the_table() -> None:
    given = garden()
    report = printed(given, valued(given))
    (table,) = report.totals.ratio
    text = read_printed("£9.31", where="page 4")
    found = audit(given, replace(report, totals=replace(report.totals, ratio=(text, table))))
    (only,) = found.findings
    assert (only.kind, only.printed.where) == (FaultKind.PRINTED_TWICE, "page 4")


def test_a_scenario_told_apart_in_text_and_table_and_one_that_is_not_its_settings() -> None:
    given = garden()
    low = replace(given, rows=tuple(replace(row, drop_off=Decimal("0.9")) for row in given.rows))
    right = printed(low, valued(low)).totals.ratio[0]
    report = replace(
        printed(given, valued(given)),
        scenarios=(
            Scenario("low", low, ReportTotals(ratio=(right, read_printed("7.77", where="text")))),
            Scenario("lower", low, ReportTotals(ratio=(read_printed("4.4"),))),
        ),
    )
    found = audit(given, report).findings
    assert [(each.place, each.kind) for each in found] == [
        ("low", FaultKind.PRINTED_TWICE),
        ("lower", FaultKind.OTHER_SETTINGS),
    ]


def test_another_proxy_than_the_one_that_is_printed() -> None:
    given = garden()
    found = audit(given, planted(given, replace(given.rows[0], proxy=Decimal("1480.25"))))
    assert found.findings[0].kind is FaultKind.OTHER_PROXY
    assert found.findings[0].changed == (("proxy", "1480.25"),)


def test_another_duration_than_the_text_says() -> None:
    given = garden()
    found = audit(given, planted(given, replace(given.rows[0], duration_years=Decimal(2))))
    assert found.findings[0].kind is FaultKind.OTHER_DURATION
    assert found.findings[0].changed == (("duration_years", "2"),)


def test_drop_off_taken_from_the_first_year_in_some_rows_only() -> None:
    given = garden()
    row = scaled(valued(given)[0], Decimal("0.73"), impact=False)
    found = audit(given, printed(given, [row, *valued(given)[1:]]))
    of_rows = [each for each in found.findings if each.name.row is not None]
    assert {(each.name.row, each.kind) for each in of_rows} == {(0, FaultKind.DROP_OFF_IN_FIRST_YEAR)}
    assert of_rows[0].changed == (("drop_off_from_year", "1"),)


def test_a_value_in_the_third_year_of_two() -> None:
    given = garden(duration_years=Decimal(2))
    found = audit(given, planted(given, replace(given.rows[0], duration_years=Decimal(3))))
    assert found.findings[0].kind is FaultKind.VALUE_AFTER_THE_END
    assert found.findings[0].name == Name("by_year", 0, 3)


def test_a_rate_that_is_printed_rounded() -> None:
    given = garden(drop_off=Decimal("0.33"))
    found = audit(given, planted(given, replace(given.rows[0], drop_off=Decimal("0.3333"))))
    assert found.findings[0].kind is FaultKind.ROUNDED_RATE
    assert found.findings[0].changed[0][0] == "drop_off"
    used = replace(given.settings, schedules=dict.fromkeys(RateClass, RateSchedule.flat(Decimal("0.0352"))))
    discounted = audit(given, printed(given, [value_row(row, used) for row in given.rows]))
    assert {each.kind for each in discounted.findings} == {FaultKind.ROUNDED_RATE}


def test_a_deduction_that_is_printed_rounded() -> None:
    cut = Deductions(deadweight=Decimal("0.33"))
    given = garden(deductions=cut)
    exact = replace(given.rows[0], deductions=Deductions(deadweight=Decimal("0.3333")))
    assert audit(given, planted(given, exact)).findings[0].kind is FaultKind.ROUNDED_RATE


@pytest.mark.parametrize("name", ["attribution", "deadweight"])
def test_a_share_that_is_ones_own_taken_off(name: str) -> None:
    given = garden(deductions=Deductions(**{name: Decimal("0.75")}))
    used = replace(given.rows[0], deductions=Deductions(**{name: Decimal("0.25")}))
    found = audit(given, planted(given, used))
    assert found.findings[0].kind is FaultKind.SHARE_AS_DEDUCTION
    assert found.findings[0].changed == ((name, "0.25"),)


def test_deductions_added_up() -> None:
    given = garden()
    by = (1 - Decimal("0.55")) / (Decimal("0.8") * Decimal("0.9") * Decimal("0.75"))
    found = audit(given, printed(given, [scaled(valued(given)[0], by), *valued(given)[1:]]))
    assert found.findings[0].kind is FaultKind.DEDUCTIONS_ADDED


@pytest.mark.parametrize("year", [0, 1, 2])
def test_misprinted_digits_of_a_yearly_value(year: int) -> None:
    given = garden()
    report = printed(given, valued(given))
    (right,) = report.rows[0].by_year[year]
    text = right.text
    wrong = read_printed(text[:-2] + text[-1] + text[-2] if text[-1] != text[-2] else text[:-1] + "7")
    cells = tuple((wrong,) if place == year else cell for place, cell in enumerate(report.rows[0].by_year))
    rows = (replace(report.rows[0], by_year=cells), *report.rows[1:])
    (only,) = audit(given, replace(report, rows=rows)).findings
    assert (only.name, only.kind) == (Name("by_year", 0, year + 1), FaultKind.MISPRINTED_DIGITS)


def test_a_pooled_cell_smaller_than_its_parts() -> None:
    given = garden()
    report = printed(given, valued(given))
    right = shown(valued(given)[0].present_value + valued(given)[1].present_value)
    pools = (
        Pool("right", (0, 1), "present_value", right),
        Pool("wrong", (0, 1), "present_value", (read_printed("31,204"),)),
    )
    (only,) = audit(given, replace(report, pools=pools)).findings
    assert (only.place, only.kind) == ("wrong", FaultKind.POOL_SMALLER_THAN_PARTS)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"timing": Timing.START}, FaultKind.OTHER_TIMING),
        ({"timing": Timing.MIDDLE}, FaultKind.OTHER_TIMING),
        ({"partial_year": PartialYear.FULL}, FaultKind.OTHER_PARTIAL_YEAR),
    ],
)
def test_another_convention_for_the_whole_map(changes: dict[str, object], kind: FaultKind) -> None:
    given = garden()
    used = replace(given.settings, **changes)  # type: ignore[arg-type]
    found = audit(given, printed(given, [value_row(row, used) for row in given.rows]))
    assert found.whole is not None
    assert (found.whole.kind, {each.kind for each in found.findings}) == (kind, {kind})
    assert found.whole.changed == tuple((name, str(value)) for name, value in changes.items())


def test_only_the_totals_are_printed_and_were_not_discounted() -> None:
    given = garden()
    report = printed(given, valued(given))
    plain = printed(replace(given, settings=a_map(rate="0").settings), valued(a_map(*given.rows, rate="0")))
    found = audit(given, Report(totals=replace(plain.totals, by_year=report.totals.by_year)))
    assert {each.kind for each in found.findings} == {FaultKind.NOT_DISCOUNTED}


def test_the_net_ratio_printed_as_the_ratio() -> None:
    given = garden()
    report = printed(given, valued(given))
    swapped = replace(report.totals, ratio=report.totals.net_ratio, net_ratio=report.totals.ratio)
    assert kinds(given, replace(report, totals=swapped)) == {
        Name("ratio"): FaultKind.NET_FOR_GROSS,
        Name("net_ratio"): FaultKind.GROSS_FOR_NET,
    }


def test_a_total_that_is_not_its_sum_and_what_was_calculated_from_it() -> None:
    given = garden()
    report = printed(given, valued(given))
    whole = report.totals.present_value[0].value + 4321
    totals = replace(
        report.totals,
        present_value=shown(whole),
        npv=shown(whole - 96500),
        ratio=shown(whole / 96500),
        net_ratio=shown(whole / 96500 - 1),
    )
    found = kinds(given, replace(report, totals=totals))
    assert found[Name("present_value")] is FaultKind.SUM_DIFFERS
    assert found[Name("npv")] is found[Name("ratio")] is found[Name("net_ratio")] is FaultKind.FOLLOWS


def test_what_no_known_fault_explains_is_said_to_be_unexplained() -> None:
    given = a_map(a_row(duration_years=Decimal(1)))
    report = printed(given, valued(given))
    row = replace(report.rows[0], impact=shown(Decimal(99)), present_value=shown(Decimal("3.21")))
    found = kinds(given, replace(report, rows=(row,)))
    assert found[Name("impact", 0)] is FaultKind.UNEXPLAINED
