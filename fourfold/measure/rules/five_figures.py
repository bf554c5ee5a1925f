"""The five figures that always stand together, and what always holds between them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class FiveFigures:
    """Quantities in one unit. `due` is the part of `committed` that has fallen due; the others are what came of it.

    Always: published ≤ verified ≤ reported and confirmed ≤ reported. `committed` stands beside and bounds nothing.
    """

    committed: Decimal = NOTHING
    due: Decimal = NOTHING
    reported: Decimal = NOTHING
    confirmed: Decimal = NOTHING
    verified: Decimal = NOTHING
    published: Decimal = NOTHING

    def __post_init__(self) -> None:
        if not self.published <= self.verified <= self.reported or self.confirmed > self.reported:
            message = (
                f"published {self.published} ≤ verified {self.verified} ≤ reported {self.reported} and confirmed "
                f"{self.confirmed} ≤ reported must hold."
            )
            raise ValueError(message)
        if self.due > self.committed:
            message = f"More is due ({self.due}) than was committed ({self.committed})."
            raise ValueError(message)

    def __add__(self, other: FiveFigures) -> FiveFigures:
        return FiveFigures(
            committed=self.committed + other.committed,
            due=self.due + other.due,
            reported=self.reported + other.reported,
            confirmed=self.confirmed + other.confirmed,
            verified=self.verified + other.verified,
            published=self.published + other.published,
        )


def share_verified(figures: FiveFigures) -> Decimal | None:
    """Verified over due to date, or None while nothing is due. May be above one where delivery runs ahead."""
    return None if figures.due == 0 else figures.verified / figures.due
