"""A procurement of several authorities: what is wrong with their shares, and each one's part of what was agreed."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.sharing import share_out
from fourfold.integrate.rules.weights import WHOLE, in_words, total

if TYPE_CHECKING:
    from collections.abc import Mapping

HUNDREDTH: Final = Decimal("0.01")


class SharedBy(StrEnum):
    """What the shares are counted in. A quantity is of what each authority buys: homes, meals, routes."""

    PERCENT = "percent"
    POUNDS = "pounds"
    QUANTITY = "quantity"


def what_is_wrong(by: SharedBy, shares: Mapping[str, Decimal], *, estimate: Decimal | None) -> str:
    """Why the shares cannot stand, in words without a full stop; empty where they can.

    Percentages add to exactly 100, pounds to the estimate of the whole. Quantities are whatever they are: the whole is their sum.
    """
    if len(shares) < 2:  # noqa: PLR2004  (one alone is not joint)
        return say("Two authorities or more buy jointly: name who takes part with you")
    if any(share <= 0 for share in shares.values()):
        return say("Each authority’s share must be more than nothing")
    added = total(shares.values())
    if by is SharedBy.PERCENT and added != WHOLE:
        return say("The shares must add to 100%; they add to {total}%", total=in_words(added))
    if by is SharedBy.POUNDS:
        if estimate is None:
            return say(
                "Shares in pounds are of the estimate, and there is none yet. Enter the estimate first"
            )
        if added != estimate:
            return say(
                "The shares must add to the estimate, {estimate}; they add to {total}",
                estimate=Money(estimate).exact(),
                total=Money(added).exact(),
            )
    return ""


def parts(whole: Decimal, shares: Mapping[str, Decimal], *, whole_units: bool = False) -> dict[str, Decimal]:
    """Each authority's part of `whole`, in the order of `shares`: never negative for a `whole` that is not.

    The parts add up to `whole` exactly, in pennies or hundredths; in whole units where these cannot be divided and `whole` is
    one. What is left over by rounding goes to the largest remainders; of equal ones to the larger share, then by key,
    so that the order in which authorities are named changes nothing. Raises ValueError where there is no share.
    """
    in_order = sorted(shares, key=lambda key: (-shares[key], key))
    step = Decimal(1) if whole_units and whole == whole.to_integral_value() else HUNDREDTH
    weights = [int(shares[key] / HUNDREDTH) for key in in_order]
    found = dict(zip(in_order, share_out(whole, weights, step=step), strict=True))
    return {key: found[key] for key in shares}
