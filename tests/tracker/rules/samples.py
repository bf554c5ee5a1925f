"""Small samples of every kind for Hypothesis: strata with two clusters or more, weights, answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from fourfold.tracker.rules.estimation.design import Design, design
from fourfold.tracker.rules.population import Estimand, Population
from fourfold.tracker.rules.weighting.raking import rake
from fourfold.tracker.rules.weighting.targets import Margin

EVERYONE: Final = Population("invented organisations", Estimand.ORGANISATIONS)
ANSWERS: Final = ("yes", "working", "no")
COLUMNS: Final = ("council", "association", "other")


@dataclass(frozen=True, slots=True)
class Sample:
    design: Design
    answers: tuple[str, ...]
    columns: tuple[str, ...]
    asked: tuple[bool, ...]
    values: tuple[float, ...]


@st.composite
def samples(draw: st.DrawFn, *, clustered: bool | None = None, calibrated: bool | None = None) -> Sample:
    clustered = draw(st.booleans()) if clustered is None else clustered
    calibrated = draw(st.booleans()) if calibrated is None else calibrated
    strata, clusters = [], []
    sizes = {}
    for stratum in ("north", "south", "west")[: draw(st.integers(1, 3))]:
        drawn = draw(st.integers(2, 6))
        sizes[stratum] = drawn + draw(st.integers(0, 9))
        for cluster in range(drawn):
            members = draw(st.integers(1, 3)) if clustered else 1
            strata += [stratum] * members
            clusters += [f"{stratum} {cluster}"] * members
    count = len(strata)

    weights = draw(st.lists(st.floats(0.25, 8), min_size=count, max_size=count))
    answers = draw(st.lists(st.sampled_from(ANSWERS), min_size=count, max_size=count))
    columns = draw(st.lists(st.sampled_from(COLUMNS), min_size=count, max_size=count))
    asked = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    values = draw(st.lists(st.floats(-50, 50), min_size=count, max_size=count))
    made = design(
        population=EVERYONE,
        weights=weights,
        strata=strata,
        clusters=clusters,
        sizes=sizes if draw(st.booleans()) else None,
    )
    if calibrated:
        totals = {group: 10.0 + 5 * at for at, group in enumerate(sorted(set(columns)))}
        raked = rake(weights, [Margin("column", tuple(columns), totals)])
        made = Design(EVERYONE, raked.weights, made.strata, made.clusters, made.sizes, raked.calibration)
    return Sample(made, tuple(answers), tuple(columns), tuple(asked), tuple(values))
