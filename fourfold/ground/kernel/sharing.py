"""Sharing a total out in proportion, so that the parts add up to the total to the last step."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH_DIGITS = 60


def share_out(total: Decimal, weights: Sequence[int], *, step: Decimal) -> tuple[Decimal, ...]:
    """The largest-remainder (Hamilton) shares of ``total``, each a multiple of ``step``.

    The shares add up to ``total`` exactly and each is within one step of its exact proportion. Between equal
    remainders the earlier weight wins. A negative total gives the negatives of the shares of its opposite.
    Raises ValueError where ``total`` is not a multiple of ``step``, a weight is negative or all are zero.
    """
    if not total.is_finite() or not step.is_finite() or step <= 0:
        raise ValueError(f"Cannot share {total} out in steps of {step}")
    if not weights or any(weight < 0 for weight in weights) or sum(weights) == 0:
        raise ValueError("The weights of a share must not be negative and must not all be zero")
    with localcontext() as context:
        context.prec = ENOUGH_DIGITS
        if total % step != 0:
            raise ValueError(
                f"{total} cannot be shared out in steps of {step}: it is not a whole number of steps"
            )
        steps = int(abs(total) / step)
        whole = sum(weights)
        parts = [steps * weight // whole for weight in weights]
        remainders = [steps * weight % whole for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
        for place in by_remainder[: steps - sum(parts)]:
            parts[place] += 1
        sign = -1 if total < 0 else 1
        return tuple(sign * part * step for part in parts)
