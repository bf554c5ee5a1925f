"""Full-time equivalents: contracted hours of a week over those of a full-time week, and weeks over those of a year.

Exact fractions; who prints one rounds it, once, at the end. A head counts once; its hours may be shared out (ADR 0037).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEKS_OF_A_YEAR: Final = 52
HOURS_OF_A_WEEK: Final = 168
_STEP: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Work:
    """People who work alike: so many of them, hours a week by contract without breaks, for so many weeks."""

    people: int
    hours_a_week: Decimal
    weeks: Decimal = Decimal(WEEKS_OF_A_YEAR)


def full_time_equivalents(
    work: Iterable[Work], *, full_time_week: Decimal, weeks_of_a_year: int = WEEKS_OF_A_YEAR
) -> Fraction:
    """Years of one person's full-time work. More than a full-time week counts as one, since a person is at most one.

    Raises NotUnderstood.
    """
    if not 0 < full_time_week <= HOURS_OF_A_WEEK or weeks_of_a_year <= 0:
        raise NotUnderstood(say("A full-time week has more than 0 and at most 168 hours"))
    total = Fraction(0)
    for each in work:
        if each.people < 0 or each.weeks < 0 or not 0 <= each.hours_a_week <= HOURS_OF_A_WEEK:
            raise NotUnderstood(
                say("People and weeks are not below zero, and a week has between 0 and 168 hours")
            )
        part = min(Fraction(each.hours_a_week) / Fraction(full_time_week), Fraction(1))
        total += each.people * part * Fraction(each.weeks) / weeks_of_a_year
    return total


def to_hundredths(exact: Fraction) -> Decimal:
    """Rounded once, halves up, as quantities are kept."""
    hundredths = (exact * 200 + 1) // 2
    return hundredths * _STEP
