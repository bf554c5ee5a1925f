"""A promise that is varied part of the way: what had fallen due stays, the rest is spread anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fourfold.ground.kernel.periods import Period
from fourfold.integrate.rules.profile import profile

Part = tuple[date, Decimal]


def reprofiled(
    parts: Sequence[Part], *, quantity: Decimal, starts_on: date, ends_on: date, on: date, whole_units: bool
) -> list[Part]:
    """The parts of a promise that is `quantity` from `on` on, up to `ends_on`; they add up to it exactly.

    What fell due before `on` is kept, unless `quantity` is less: then the latest of it is taken back first. What is left is
    spread by days from `on`, or from `starts_on` where that is later. Raises ValueError where something is left for no day.
    """
    kept: list[Part] = []
    so_far = Decimal(0)
    for due_on, part in sorted(parts):
        if due_on >= on:
            break
        taken = min(part, quantity - so_far)
        kept.append((due_on, taken))
        so_far += taken
    left = quantity - so_far
    first = max(on, starts_on)
    if ends_on < first:
        if left:
            message = "What is left of the promise has no day to fall due on."
            raise ValueError(message)
        return kept
    return [*kept, *profile(left, Period(first, ends_on), whole_units=whole_units)]


def ended(parts: Sequence[Part], *, on: date) -> list[Part]:
    """The parts of a promise that is waived on `on`: what had fallen due before."""
    return [(due_on, part) for due_on, part in sorted(parts) if due_on < on]
