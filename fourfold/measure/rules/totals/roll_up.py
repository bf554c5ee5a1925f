"""From deliverables up to objectives, outcomes and priorities, so that every level adds up to what was delivered.

What serves two things is shared between them in whole pennies, by weights that somebody stated, and counted once. What serves
nothing above it is carried on as "not linked", on every level, so that no sum is short of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import PENNY, Money
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sharing import share_out
from fourfold.measure.rules.totals.basis import Amount, Basis, NotAdded, Total, total
from fourfold.measure.rules.valuation.precision import exact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Level(StrEnum):
    DELIVERABLE = "deliverable"
    OBJECTIVE = "objective"
    OUTCOME = "outcome"
    PRIORITY = "priority"


UPWARDS: Final = tuple(Level)


@dataclass(frozen=True, slots=True)
class Link:
    """`lower` serves `upper`, which stands one level above it. Of several uppers each gets its weight's part."""

    lower: str
    upper: str
    weight: int = 1

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ValueError(
                say(
                    "the weight of {lower} in {upper} is not above nought", lower=self.lower, upper=self.upper
                )
            )


@dataclass(frozen=True, slots=True)
class Rung:
    """A level: what each of its things comes to, and what is not linked to any. All of it together is what was delivered."""

    level: Level
    totals: Mapping[str, Total]
    not_linked: Total


def roll_up(
    deliverables: Sequence[Amount], *, links: Mapping[Level, Sequence[Link]], basis: Basis
) -> tuple[Rung, ...]:
    """A rung for each level, from deliverables up. `links` has those that lead to a level, under that level.

    Raises NotAdded for pounds that do not suit the basis or are finer than a penny, a deliverable or a link given twice, and
    a link from what is not there.
    """
    total(deliverables, basis=basis)
    for each in deliverables:
        with exact():
            finer = each.money.amount % PENNY
        if finer:
            raise NotAdded(say("{name} is finer than a penny: round it first, and say how", name=each.name))
    below = {each.name: each.money.amount for each in deliverables}
    if len(below) != len(deliverables):
        raise NotAdded(say("a deliverable is given twice"))
    ledger = basis.ledgers[0]

    def rung(level: Level, there: Mapping[str, Decimal], lost: Decimal) -> Rung:
        def of(name: str, pounds: Decimal) -> Total:
            return total([Amount(name, ledger, Money(pounds, basis.currency, basis.prices))], basis=basis)

        return Rung(level, {name: of(name, pounds) for name, pounds in there.items()}, of(level.value, lost))

    lost = Decimal(0)
    rungs = [rung(Level.DELIVERABLE, below, lost)]
    for level in UPWARDS[1:]:
        below, more = _risen(below, links.get(level, ()))
        with exact():
            lost += more
        rungs.append(rung(level, below, lost))
    return tuple(rungs)


def _risen(below: Mapping[str, Decimal], links: Sequence[Link]) -> tuple[dict[str, Decimal], Decimal]:
    """What the level above comes to, in the order of its links, and what no link takes up."""
    if len({(link.lower, link.upper) for link in links}) != len(links):
        raise NotAdded(say("a link is given twice: say its weight once"))
    upwards: dict[str, list[Link]] = {}
    found: dict[str, Decimal] = {}
    for link in links:
        if link.lower not in below:
            raise NotAdded(
                say("{upper} is linked from {lower}, which is not there", upper=link.upper, lower=link.lower)
            )
        upwards.setdefault(link.lower, []).append(link)
        found[link.upper] = Decimal(0)
    lost = Decimal(0)
    with exact():
        for name, pounds in below.items():
            if name not in upwards:
                lost += pounds
                continue
            own = upwards[name]
            parts = share_out(pounds, [link.weight for link in own], step=PENNY)
            for link, part in zip(own, parts, strict=True):
                found[link.upper] += part
    return found, lost
