"""What a reviewer should ask about, beside what published studies have. A warning is no fault and changes no figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.valuation.precision import exact, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.measure.rules.valuation.value_map import ValueMap
    from fourfold.measure.rules.valuation.valuing import ValuedMap


@dataclass(frozen=True, slots=True)
class PublishedStudies:
    """Percentiles of published studies; `parameters` says whence, in which version. `ratio_median_corrected` is simulated."""

    deadweight_p10: Decimal
    deadweight_median: Decimal
    attribution_median: Decimal
    drop_off_median: Decimal
    ratio_median: Decimal
    deadweight_p90: Decimal
    ratio_median_corrected: Decimal
    parameters: tuple[str, ...] = ()


def reviewer_warnings(given: ValueMap, valued: ValuedMap, studies: PublishedStudies) -> list[str]:
    """In words, each with the figure it is held against. Deductions are the middle ones of rows that state a quantity."""
    rows = [row for row in given.rows if row.impact is None]
    found = []
    deadweight = _middle([row.deductions.deadweight for row in rows])
    if deadweight is not None and deadweight < studies.deadweight_p10:
        found.append(
            say(
                "Deadweight is {own} in the middle row; nine in ten published studies have {other} or more.",
                own=plain(deadweight),
                other=plain(studies.deadweight_p10),
            )
        )
    if deadweight is not None and deadweight > studies.deadweight_p90:
        found.append(
            say(
                "Deadweight is {own} in the middle row; nine in ten published studies have {other} or less. Is it what would "
                "have happened anyway, or the rest?",
                own=plain(deadweight),
                other=plain(studies.deadweight_p90),
            )
        )
    if rows and not any(row.deductions.attribution for row in rows):
        found.append(
            say(
                "Nothing is attributed to others; published studies have {other} in the middle.",
                other=plain(studies.attribution_median),
            )
        )
    lasting = [row for row in given.rows if row.duration_years > 1]
    if lasting and not any(row.drop_off for row in lasting):
        found.append(
            say(
                "Nothing drops off, though outcomes last for years; published studies have {other} in the middle.",
                other=plain(studies.drop_off_median),
            )
        )
    ratio = valued.returns.ratio
    if ratio is not None and ratio > studies.ratio_median:
        found.append(
            say(
                "The ratio is above that of half of published studies, {other}.",
                other=plain(studies.ratio_median),
            )
        )
    elif ratio is not None and ratio > studies.ratio_median_corrected:
        found.append(
            say(
                "The ratio is below that of half of published studies, {other}, and above {corrected}, which a simulation "
                "leaves of that when what they leave out is taken off.",
                other=plain(studies.ratio_median),
                corrected=plain(studies.ratio_median_corrected),
            )
        )
    return found


def _middle(numbers: Sequence[Decimal]) -> Decimal | None:
    if not numbers:
        return None
    ordered, half = sorted(numbers), len(numbers) // 2
    with exact():
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
