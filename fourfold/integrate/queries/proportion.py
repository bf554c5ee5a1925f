"""Whether a tender is in proportion: what fits such a contract, what a bid takes of whom, and where the figures come from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.parameters import Known
from fourfold.ground.parameters import parameter
from fourfold.integrate.models import Ask, Family, ProcurementKind
from fourfold.integrate.queries.criteria import leaves
from fourfold.integrate.queries.method import method_said
from fourfold.integrate.rules.asked import AskedAs
from fourfold.integrate.rules.burden import burden, lines
from fourfold.integrate.rules.proportion import Asked, out_of_proportion, suggested

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fourfold.integrate.models import Procurement
    from fourfold.integrate.rules.burden import Burden, Line
    from fourfold.integrate.rules.proportion import Suggested

SOCIAL = frozenset({Family.SOCIAL, Family.ENVIRONMENTAL, Family.OWN})
PAY, ON_COSTS, DEAR = "bidding.hourly_pay", "bidding.on_costs", "bidding.usual_cost_share"


@dataclass(frozen=True, slots=True)
class BidBurden:
    """What a bid takes by size of bidder; `figures` are the sourced ones it goes by: pay, on-costs, and from when it is dear."""

    lines: tuple[Line, ...]
    by_size: tuple[Burden, ...]
    figures: tuple[Known, ...]

    @property
    def hour(self) -> Decimal:
        pay, on_costs, _ = self.figures
        return pay.value * (1 + on_costs.value)

    @property
    def dear_above(self) -> Decimal:
        return self.figures[2].value

    @property
    def out_of_proportion(self) -> tuple[Burden, ...]:
        return tuple(each for each in self.by_size if each.out_of_proportion)


@dataclass(frozen=True, slots=True)
class Proportion:
    fits: Suggested | None
    asked: Asked
    warnings: Sequence[str]
    burden: BidBurden


def burden_of(procurement: Procurement, *, on: date) -> BidBurden:
    """The figures are of surveys that do not end; the latest that was read is taken, and its day is shown."""
    pay, on_costs, dear = figures = tuple(_latest(key, on) for key in (PAY, ON_COSTS, DEAR))
    parts = lines(method_said(procurement))
    by_size = burden(
        parts, pay=pay.value, on_costs=on_costs.value, value=procurement.amount, dear_above=dear.value
    )
    return BidBurden(parts, by_size, figures)


def proportion_of(procurement: Procurement, *, on: date) -> Proportion:
    fits = suggested(
        value=procurement.amount,
        starts_on=procurement.starts_on,
        ends_on=procurement.ends_on,
        goods=procurement.kind == ProcurementKind.GOODS,
    )
    asked = _asked(procurement)
    return Proportion(
        fits, asked, [] if fits is None else out_of_proportion(asked, fits), burden_of(procurement, on=on)
    )


def _asked(procurement: Procurement) -> Asked:
    social = [each for each in leaves(procurement) if each.family in SOCIAL]
    asks = Ask.objects.filter(procurement=procurement).exclude(asked_as=AskedAs.VOLUNTARY)
    return Asked(
        social_weight=sum((each.weight for each in social), Decimal(0)),
        questions=sum(1 for each in social if each.question.strip()),
        measures=tuple(asks.values_list("measure__title", "measure__unit")),
    )


def _latest(key: str, on: date) -> Known:
    found = parameter(key)
    known = found.at(min(max(on, min(found.values)), found.still_in_force_on))
    if not isinstance(known, Known):
        message = f"{key} has no figure on {on}."
        raise LookupError(message)  # noqa: TRY004  (a file without a figure, not a wrong type)
    return known
