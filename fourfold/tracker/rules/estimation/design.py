"""How a sample came about and what each respondent stands for: strata, clusters, sampling fractions and weights."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.tracker.rules.faults import BadSurvey, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fourfold.tracker.rules.population import Population


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights before they were brought to known totals, and the groups of each margin whose totals are known now.

    What the totals explain varies no more from sample to sample, so variances are of what is left over.
    """

    before: tuple[float, ...]
    margins: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Design:
    """One line a respondent. `clusters` are what was drawn (an organisation, where several of its contacts answer); `sizes`
    says how many of them the population has in each stratum, and None that no finite population correction is made.

    The correction holds where those who did not answer are like a second random draw; a report has to say so.
    """

    population: Population
    weights: tuple[float, ...]
    strata: tuple[str, ...]
    clusters: tuple[str, ...]
    sizes: Mapping[str, int] | None = None
    calibration: Calibration | None = None

    @property
    def drawn(self) -> dict[str, int]:
        """How many clusters of each stratum are in the sample."""
        return dict(Counter(stratum for stratum, _ in set(zip(self.strata, self.clusters, strict=True))))

    def fraction(self, stratum: str) -> float:
        """The share of the stratum's clusters that was drawn; nought without a finite population correction."""
        return 0.0 if self.sizes is None else self.drawn[stratum] / self.sizes[stratum]

    def degrees_of_freedom(self, within: Sequence[bool] | None = None) -> int:
        """Clusters less strata, among the respondents that are asked about."""
        asked = [
            pair
            for pair, inside in zip(
                zip(self.strata, self.clusters, strict=True),
                within or (True,) * len(self.weights),
                strict=True,
            )
            if inside
        ]
        return len(set(asked)) - len({stratum for stratum, _ in asked})


def design(
    *,
    population: Population,
    weights: Sequence[float | None],
    strata: Sequence[str] | None = None,
    clusters: Sequence[str] | None = None,
    sizes: Mapping[str, int] | None = None,
    calibration: Calibration | None = None,
    first_row: int = 1,
) -> Design:
    """The design, once nothing is wrong with it. Without strata there is one, without clusters each respondent is one.

    Raises BadSurvey with every fault: a weight that is missing, nought, negative or no number; a cluster in two strata; a
    stratum that is empty, unknown, drawn beyond its size, or has one cluster of several.
    """
    count = len(weights)
    strata = tuple(strata) if strata is not None else ("all",) * count
    clusters = tuple(clusters) if clusters is not None else tuple(str(row) for row in range(count))
    faults = [*weight_faults(weights, first_row=first_row), *_uneven(count, strata, clusters)]
    if not faults:
        faults = [*_split(strata, clusters, first_row), *_stratum_faults(strata, clusters, sizes, first_row)]
    if faults:
        raise BadSurvey(faults)
    numbers = tuple(float(weight) for weight in weights if weight is not None)
    return Design(population, numbers, strata, clusters, sizes, calibration)


def weight_faults(
    weights: Iterable[float | None], *, first_row: int = 1, column: str = "weight"
) -> Iterator[Fault]:
    """A weight says how many a respondent stands for: someone who stands for nobody is not in the sample."""
    empty = True
    for row, weight in enumerate(weights, first_row):
        empty = False
        if weight is None:
            yield Fault(say("the weight is missing"), column, row)
        elif not math.isfinite(weight):
            yield Fault(say("{weight} is not a number to weight by", weight=weight), column, row)
        elif weight == 0:
            yield Fault(say("the weight is nought: leave the respondent out instead"), column, row)
        elif weight < 0:
            yield Fault(say("the weight {weight} is negative", weight=weight), column, row)
    if empty:
        yield Fault(say("there are no respondents"), column)


def _uneven(count: int, strata: Sequence[str], clusters: Sequence[str]) -> Iterator[Fault]:
    for column, found in (("stratum", strata), ("cluster", clusters)):
        if len(found) != count:
            yield Fault(say("{found} values for {count} respondents", found=len(found), count=count), column)


def _split(strata: Sequence[str], clusters: Sequence[str], first_row: int) -> Iterator[Fault]:
    home: dict[str, str] = {}
    for row, (stratum, cluster) in enumerate(zip(strata, clusters, strict=True), first_row):
        if home.setdefault(cluster, stratum) != stratum:
            yield Fault(
                say(
                    "{cluster} is in the strata {one} and {other}: it belongs to one",
                    cluster=cluster,
                    one=home[cluster],
                    other=stratum,
                ),
                "cluster",
                row,
            )


def _stratum_faults(
    strata: Sequence[str], clusters: Sequence[str], sizes: Mapping[str, int] | None, first_row: int
) -> Iterator[Fault]:
    drawn = Counter(stratum for stratum, _ in set(zip(strata, clusters, strict=True)))
    for stratum in sizes or ():
        if stratum not in drawn:
            yield Fault(
                say("nobody answered in the stratum {stratum}: join it to another", stratum=stratum),
                "stratum",
            )
    for stratum, count in drawn.items():
        row = strata.index(stratum) + first_row
        size = None if sizes is None else sizes.get(stratum)
        if sizes is not None and size is None:
            yield Fault(
                say("the size of the stratum {stratum} is not given", stratum=stratum), "stratum", row
            )
        elif size is not None and count > size:
            yield Fault(
                say(
                    "{count} were drawn in the stratum {stratum}, which has {size}",
                    count=count,
                    stratum=stratum,
                    size=size,
                ),
                "stratum",
                row,
            )
        elif count == 1 and size != 1:
            yield Fault(
                say(
                    "the stratum {stratum} has one cluster only, so nothing shows how much it varies: join it to another",
                    stratum=stratum,
                ),
                "stratum",
                row,
            )
