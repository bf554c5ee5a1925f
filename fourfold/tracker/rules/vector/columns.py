"""A design as columns of numbers: the same as `estimation.design.Design`, for respondents by the million."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import BadSurvey, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.tracker.rules.estimation.design import Design
    from fourfold.tracker.rules.population import Population

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Columns:
    """`strata` numbers each respondent's stratum from 0, `clusters` each one's cluster, or None where each respondent was drawn
    alone. `drawn` and `factor`, (1 − f) n / (n − 1), are of the strata; `home` of the clusters. `before` and `margins` are as in
    a Calibration, each margin numbered from 0.
    """

    population: Population
    weights: Numbers
    strata: Codes
    drawn: Codes
    factor: Numbers
    clusters: Codes | None = None
    home: Codes | None = None
    before: Numbers | None = None
    margins: tuple[Codes, ...] = ()

    @property
    def degrees_of_freedom(self) -> int:
        return int(self.drawn.sum()) - len(self.drawn)


def columns(
    *,
    population: Population,
    weights: Numbers,
    strata: Codes | None = None,
    clusters: Codes | None = None,
    sizes: Codes | None = None,
) -> Columns:
    """`sizes[h]` is how many clusters the population has in stratum h. Raises BadSurvey as `estimation.design.design` does."""
    strata = np.zeros(len(weights), dtype=np.int64) if strata is None else strata
    faults = _weights(weights)
    if faults:
        raise BadSurvey(faults)
    count = int(strata.max()) + 1 if sizes is None else len(sizes)
    home = None
    if clusters is None:
        drawn = np.bincount(strata, minlength=count)
    else:
        home = np.full(int(clusters.max()) + 1, -1, dtype=np.int64)
        home[clusters] = strata
        faults = [
            Fault(say("the cluster is in more than one stratum"), "cluster", int(row) + 1)
            for row in np.flatnonzero(home[clusters] != strata)
        ]
        drawn = np.bincount(home[home >= 0], minlength=count)
    faults += _strata(drawn, sizes)
    if faults:
        raise BadSurvey(faults)
    left = np.ones(count) if sizes is None else 1 - drawn / sizes
    factor = np.where(left > 0, left * drawn / np.maximum(drawn - 1, 1), 0.0)
    return Columns(population, weights, strata, drawn.astype(np.int64), factor, clusters, home)


def columns_of(design: Design) -> Columns:
    """The columns of a design that was checked already."""
    names = list(dict.fromkeys(design.strata))
    alone = len(set(design.clusters)) == len(design.clusters)
    sizes = None if design.sizes is None else np.array([design.sizes[name] for name in names])
    made = columns(
        population=design.population,
        weights=np.array(design.weights),
        strata=_numbered(design.strata),
        clusters=None if alone else _numbered(design.clusters),
        sizes=sizes,
    )
    if design.calibration is None:
        return made
    return Columns(
        made.population,
        made.weights,
        made.strata,
        made.drawn,
        made.factor,
        made.clusters,
        made.home,
        np.array(design.calibration.before),
        tuple(_numbered(margin) for margin in design.calibration.margins),
    )


def summed(groups: Codes, values: Numbers | None, count: int) -> Numbers:
    """The sum of `values` in each group from 0 to `count` - 1; without values, how many are in it."""
    return np.bincount(groups, weights=values, minlength=count).astype(np.float64, copy=False)


def _numbered(names: Sequence[str]) -> Codes:
    number = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.fromiter((number[name] for name in names), dtype=np.int64, count=len(names))


def _weights(weights: Numbers) -> list[Fault]:
    if not len(weights):
        return [Fault(say("there are no respondents"), "weight")]
    wrong = np.flatnonzero(~(np.isfinite(weights) & (weights > 0)))
    return [
        Fault(
            say("{weight} is not a weight: it must be a number above nought", weight=weights[row]),
            "weight",
            int(row) + 1,
        )
        for row in wrong
    ]


def _strata(drawn: Codes, sizes: Codes | None) -> list[Fault]:
    faults = []
    for stratum, count in enumerate(drawn.tolist()):
        size = None if sizes is None else int(sizes[stratum])
        if count == 0:
            faults.append(Fault(say("nobody answered in the stratum {stratum}", stratum=stratum), "stratum"))
        elif size is not None and count > size:
            faults.append(
                Fault(
                    say(
                        "{count} were drawn in the stratum {stratum}, which has {size}",
                        count=count,
                        stratum=stratum,
                        size=size,
                    ),
                    "stratum",
                )
            )
        elif count == 1 and size != 1:
            faults.append(
                Fault(say("the stratum {stratum} has one cluster only", stratum=stratum), "stratum")
            )
    return faults
