"""Claims as columns: a row for each claim of each key, codes instead of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.partner.rules.counting.claims import step_of
from fourfold.partner.rules.counting.things import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from fourfold.partner.rules.counting.claims import Claim

    Wholes = NDArray[np.int64]
    Bools = NDArray[np.bool_]

NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a claim and key, in the order of the claims' references; codes from 0 on, and -1 for none.

    `measure` and `group` are of one framework each: two frameworks have no code in common. `key` is of a person or an event;
    `of_person` says which. Amounts are in steps of the unit. `shares` has only the rows with an agreed share.
    """

    claim: Wholes
    measure: Wholes
    group: Wholes
    unit: Wholes
    key: Wholes
    of_person: Bools
    once: Bools
    tier: Wholes
    first_day: Wholes
    last_day: Wholes
    amount: Wholes
    whole: Wholes
    recipient: Wholes
    shares: Mapping[int, Fraction]

    def __len__(self) -> int:
        return len(self.claim)


def codes(words: Iterable[Hashable]) -> Wholes:
    """The same code for the same word, -1 for None."""
    known: dict[Hashable, int] = {None: NONE}
    return np.fromiter((known.setdefault(word, len(known) - 1) for word in words), dtype=np.int64)


def columns_of(claims: Sequence[Claim], same: Mapping[str, str] | None = None) -> Columns:
    """Of claims that stand, in the order in which they are given, which is to be that of their references."""
    rows: list[tuple[int, Line]] = []
    for place, claim in enumerate(claims):
        lines = lines_of(claim, same) or (_without_key(claim),)
        rows += [(place, line) for line in lines]
    of = [line.claim for _, line in rows]
    return Columns(
        claim=_wholes(place for place, _ in rows),
        measure=codes(claim.of_measure for claim in of),
        group=codes(
            (claim.framework, claim.exclusion_group) if claim.exclusion_group else None for claim in of
        ),
        unit=codes(claim.quantity.unit.code for claim in of),
        key=codes(line.key or None for _, line in rows),
        of_person=np.array([bool(claim.persons) for claim in of], dtype=np.bool_),
        once=np.array([claim.once_per_person for claim in of], dtype=np.bool_),
        tier=_wholes(claim.tier for claim in of),
        first_day=_wholes(claim.starts_on.toordinal() for claim in of),
        last_day=_wholes(claim.ends_on.toordinal() for claim in of),
        amount=_wholes(line.amount for _, line in rows),
        whole=_wholes(line.whole for _, line in rows),
        recipient=codes(claim.recipient.casefold() or None for claim in of),
        shares={place: claim.share for place, claim in enumerate(of) if claim.share is not None},
    )


def _without_key(claim: Claim) -> Line:
    step = step_of(claim.quantity.unit)
    return Line(claim, "", int(claim.quantity.amount / step), int(claim.of / step))


def _wholes(numbers: Iterable[int]) -> Wholes:
    return np.fromiter(numbers, dtype=np.int64)
