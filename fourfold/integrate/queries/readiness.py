"""What a procurement still lacks before bids may be asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import Family, Lot, ProcurementState
from fourfold.integrate.queries.conflicts import what_the_assessment_lacks
from fourfold.integrate.queries.criteria import leaves
from fourfold.integrate.queries.gate import gate_of
from fourfold.integrate.queries.joint import what_joint_lacks
from fourfold.integrate.queries.method import method_of
from fourfold.integrate.rules.price_formulas import PriceFormula
from fourfold.integrate.rules.quantity_points import ScoredBy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.integrate.models import Criterion, Procurement
    from fourfold.integrate.queries.gate import Gate

WHOLE = Decimal(100)


def what_stops_opening(procurement: Procurement, gate: Gate | None = None) -> list[str]:
    """What is missing, in words without a full stop; empty where nothing stands in the way but openers and a deadline."""
    gaps = [*(gate or gate_of(procurement)).stops, *what_joint_lacks(procurement)]
    criteria = leaves(procurement)
    total = sum((each.weight for each in criteria), Decimal(0))
    if not criteria:
        gaps.append(say("Say how bids will be judged"))
    elif total != WHOLE:
        gaps.append(say("The weights add up to {total}, not to 100", total=f"{total.normalize():f}"))
    if criteria and not any(each.family in {Family.PRICE, Family.QUALITY} for each in criteria):
        gaps.append(say("At least one criterion must judge price or quality"))
    asked: dict[int | None, list[str]] = {}
    for criterion, scored_by in procurement.asks.values_list("criterion_id", "scored_by"):
        asked.setdefault(criterion, []).append(scored_by)
    gaps += [
        say("“{title}” has neither a question nor a measure for bidders to answer", title=each.title)
        for each in criteria
        if each.family != Family.PRICE and not each.question.strip() and each.pk not in asked
    ]
    gaps += _of_the_method(procurement, criteria, asked)
    if Lot.objects.filter(whole=procurement).exists():
        gaps.append(say("It is divided into lots, and each of them is opened by itself"))
    return gaps


def _of_the_method(
    procurement: Procurement, criteria: Sequence[Criterion], asked: Mapping[int | None, list[str]]
) -> list[str]:
    """Where criteria and the chosen formulas do not fit together."""
    gaps = []
    formula = method_of(procurement).formula
    priced = next((each for each in criteria if each.family == Family.PRICE), None)
    if formula == PriceFormula.PER_POINT and priced is not None:
        gaps.append(
            say(
                "The price is divided by the marks, so “{title}” cannot have a weight: take it away, or choose another price "
                "formula",
                title=priced.title,
            )
        )
    gaps += [
        say(
            "A formula scores “{title}”, so nobody would score its question or a second measure under it: take them away",
            title=each.title,
        )
        for each in criteria
        if any(by != ScoredBy.PEOPLE for by in asked.get(each.pk, ()))
        and (each.question.strip() or len(asked[each.pk]) > 1)
    ]
    before_notice = procurement.state in {ProcurementState.PLANNED, ProcurementState.CONSIDERING}
    conflicts = what_the_assessment_lacks(procurement) if before_notice else ""
    return [*gaps, conflicts] if conflicts else gaps
