"""How bids will be judged: criteria of four families and the buyer's own, whose weights add to 100."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.procurements import can_change, check_can_change
from fourfold.integrate.models import Criterion, Family
from fourfold.integrate.rules.weights import WeightProblem, check_weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Weighting:
    """One row as the buyer set it. `ref` is that of a criterion that stands already, empty for a new one."""

    family: str
    title: str
    weight: Decimal
    question: str = ""
    ref: str = ""


def check_can_set_weights(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)


def can_set_weights(by: Actor, procurement: Procurement) -> bool:
    return can_change(by, procurement)
