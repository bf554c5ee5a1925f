"""The parts of a joint procurement in words, for the page of the lead and those of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.quantities import Quantity, unit_of
from fourfold.integrate.queries.joint import all_parts, parts_in, parts_of_contracts, share_words

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.integrate.models import Commitment, Contract, JointPart, JointProcurement


@dataclass(frozen=True, slots=True)
class PartShown:
    part: JointPart
    share: str
    leads: bool


def rows_of(joint: JointProcurement) -> list[PartShown]:
    return [
        PartShown(part, share_words(joint, part.share), part.organisation_id == joint.owner_id)
        for part in all_parts(joint)
    ]


@dataclass(frozen=True, slots=True)
class Split:
    """A contract, or one of its promises: the whole in words, and each authority's part in the order of `names`."""

    words: str
    href: str
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreedParts:
    contract: Contract
    names: tuple[str, ...]
    lines: tuple[Split, ...]


def agreed_parts(joint: JointProcurement, *, only: int | None = None) -> list[AgreedParts]:
    """For every contract its value and its promises by authority; `only` that of the authority with this key."""
    shown = [part.organisation for part in parts_in(joint) if only is None or part.organisation_id == only]
    refs = [each.ref for each in shown]
    return [
        AgreedParts(
            each.contract,
            tuple(one.name for one in shown),
            (
                Split(
                    each.contract.title,
                    f"/contracts/{each.contract.ref}/",
                    Money(each.contract.amount).exact(),
                    tuple(Money(each.of[ref]).exact() for ref in refs),
                ),
                *(
                    Split(
                        promise.commitment.measure.title,
                        f"/contracts/{each.contract.ref}/commitments/{promise.commitment.number}/",
                        _amount(promise.commitment, promise.commitment.quantity),
                        tuple(_amount(promise.commitment, promise.of[ref]) for ref in refs),
                    )
                    for promise in each.commitments
                ),
            ),
        )
        for each in parts_of_contracts(joint)
    ]


def _amount(commitment: Commitment, number: Decimal) -> Any:
    return str(Quantity(number, unit_of(commitment.measure.unit)))
