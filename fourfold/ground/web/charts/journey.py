"""The four steps of the journey, each a circle that fills."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.unknown import Absence
from fourfold.ground.web.charts.drawing import to_a_tenth
from fourfold.ground.web.filters import figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class JourneyStep:
    """A step of the journey. `filled` is how many of 100 units of its picture are filled, None where that is not known."""

    step: str
    figure: str
    label: str
    state: str
    href: str
    action: str
    filled: Decimal | None
    number: int


def journey_steps(steps: Sequence[Mapping[str, object]]) -> tuple[JourneyStep, ...]:
    """The four steps in order; `share` (0 to 1) fills the picture, and an absent one leaves it hatched."""
    done = []
    for number, step in enumerate(steps, start=1):
        share = step.get("share")
        done.append(
            JourneyStep(
                step=str(step["step"]),
                figure=figure(step.get("figure")),
                label=str(step.get("label", "")),
                state=str(step.get("state", "")),
                href=str(step.get("href", "")),
                action=str(step.get("action", "")),
                filled=None
                if share is None or isinstance(share, Absence)
                else to_a_tenth(min(Decimal(1), max(Decimal(0), Decimal(str(share)))) * 100),
                number=number,
            )
        )
    return tuple(done)
