"""The measures that a buyer may ask for: those of its adopted policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.queries.adopted_measures import adopted_measures

if TYPE_CHECKING:
    from fourfold.define.queries.adopted_measures import AdoptedMeasure


def measures_to_ask_for(*, organisation: int) -> list[AdoptedMeasure]:
    return adopted_measures(organisation)


def measure_to_ask_for(*, organisation: int, ref: str) -> AdoptedMeasure | None:
    return next((measure for measure in adopted_measures(organisation) if measure.ref == ref), None)
