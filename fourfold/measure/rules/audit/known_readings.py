"""Other readings of a row that need nothing to be guessed: each is a mistake that was found in published reports."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.audit.explanations import Explanation
from fourfold.measure.rules.audit.kinds import FaultKind
from fourfold.measure.rules.valuation.discounting import RateSchedule, Timing
from fourfold.measure.rules.valuation.duration import PartialYear
from fourfold.measure.rules.valuation.precision import exact, plain
from fourfold.measure.rules.valuation.valuing import ValuedRow, value_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.measure.rules.valuation.value_map import Row, Settings

SHARES = ("attribution", "deadweight", "displacement", "leakage")


def known_readings(row: Row, settings: Settings) -> Iterator[Explanation]:
    """In the order in which they are believed."""
    if row.drop_off > 0:
        yield Explanation(
            FaultKind.DROP_OFF_IN_FIRST_YEAR,
            say("drop-off of {rate} is taken from the first year too", rate=plain(row.drop_off)),
            (("drop_off_from_year", "1"),),
            scaled(value_row(row, settings), 1 - row.drop_off, impact=False),
        )
    for name in SHARES:
        share: Decimal = getattr(row.deductions, name)
        if share not in {Decimal(0), Decimal("0.5"), Decimal(1)}:
            yield _with_share(row, settings, name, share)
    if row.drop_off not in {Decimal(0), Decimal("0.5"), Decimal(1)}:
        yield Explanation(
            FaultKind.SHARE_AS_DEDUCTION,
            say("{rate} of each year is kept, not lost", rate=plain(row.drop_off)),
            (("drop_off", plain(1 - row.drop_off)),),
            value_row(replace(row, drop_off=1 - row.drop_off), settings),
        )
    if row.quantity is not None and row.proxy is not None:
        yield from _added(row, settings)
    for timing in Timing:
        if timing is not settings.timing:
            yield Explanation(
                FaultKind.OTHER_TIMING,
                say("timing is {timing} of year in this row", timing=timing.value),
                (("timing", timing.value),),
                value_row(row, replace(settings, timing=timing)),
            )
    other = PartialYear.FULL if settings.partial_year is PartialYear.FRACTION else PartialYear.FRACTION
    if row.duration_years % 1:
        yield Explanation(
            FaultKind.OTHER_PARTIAL_YEAR,
            say("the last year counts as {how} in this row", how=other.value),
            (("partial_year", other.value),),
            value_row(row, replace(settings, partial_year=other)),
        )
    yield Explanation(
        FaultKind.NOT_DISCOUNTED,
        say("nothing is discounted in this row"),
        (("discount_rate", "0"),),
        value_row(row, undiscounted(settings)),
    )


def undiscounted(settings: Settings) -> Settings:
    return replace(settings, schedules=dict.fromkeys(settings.schedules, RateSchedule.flat(Decimal(0))))


def scaled(valued: ValuedRow, by: Decimal, *, impact: bool = True) -> ValuedRow:
    """All of a row's values times a number; its impact as well unless that is left."""
    with exact():
        return ValuedRow(
            valued.impact * by if impact else valued.impact,
            tuple(value * by for value in valued.by_year),
            tuple(value * by for value in valued.present_by_year),
            valued.present_value * by,
        )


def _with_share(row: Row, settings: Settings, name: str, share: Decimal) -> Explanation:
    other = replace(row, deductions=replace(row.deductions, **{name: 1 - share}))
    return Explanation(
        FaultKind.SHARE_AS_DEDUCTION,
        say(
            "{name} takes off {other}, and not {share}", name=name, other=plain(1 - share), share=plain(share)
        ),
        ((name, plain(1 - share)),),
        value_row(other, settings),
    )


def _added(row: Row, settings: Settings) -> Iterator[Explanation]:
    cut = row.deductions
    taken = [getattr(cut, name) for name in SHARES if getattr(cut, name)]
    with exact():
        left = 1 - sum(taken)
    if len(taken) > 1 and left != cut.left() and cut.left():
        with exact():
            by = left / cut.left()
        yield Explanation(
            FaultKind.DEDUCTIONS_ADDED,
            say("deductions are added up to {sum}", sum=plain(Decimal(sum(taken)))),
            (("deductions", "added"),),
            scaled(value_row(row, settings), by),
        )
