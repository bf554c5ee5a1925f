"""A made-up survey of any size: 50 questions of 2 to 11 codes, 5 banner questions of 4 codes, 8 strata, unequal weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from fourfold.tracker.rules.estimation.column_tests import Comparison
from fourfold.tracker.rules.estimation.multiplicity import Multiplicity
from fourfold.tracker.rules.figures.rounding import Rounding
from fourfold.tracker.rules.population import Estimand, Population
from fourfold.tracker.rules.tables.answers import Answers, Survey
from fourfold.tracker.rules.tables.plan import (
    Block,
    BookPlan,
    Code,
    Group,
    IntervalMethod,
    Percent,
    Question,
    Rules,
    TablePlan,
)
from fourfold.tracker.rules.vector.columns import columns

if TYPE_CHECKING:
    import numpy.typing as npt

CODES: Final = tuple([2, 3, 5, 7, 11] * 10)
COLUMNS: Final = 4
BANNERS: Final = tuple(f"b{at}" for at in range(5))
QUESTIONS: Final = tuple(f"q{at}" for at in range(len(CODES)))
STRATA: Final = 8
# The population of a stratum, in respondents of it.
TIMES: Final = 3
EVERYONE: Final = Population("nobody", Estimand.ORGANISATIONS)
SURE, LIKELY, TOO_SMALL = 0.05, 0.10, 30.0


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Answers in bytes, weights in float32, as a file of that size would hold them."""

    answers: dict[str, npt.NDArray[np.uint8]]
    weights: npt.NDArray[np.float32]
    strata: npt.NDArray[np.uint8]

    @property
    def megabytes(self) -> float:
        answers = sum(each.nbytes for each in self.answers.values())
        return (answers + self.weights.nbytes + self.strata.nbytes) / 1e6

    @property
    def sizes(self) -> npt.NDArray[np.int64]:
        return TIMES * np.bincount(self.strata, minlength=STRATA)


def made_up(respondents: int) -> MadeUp:
    """The same every time. The first banner question makes a difference to every other question."""
    chance = np.random.default_rng(1)
    answers = {name: chance.integers(0, COLUMNS, respondents, dtype=np.uint8) for name in BANNERS}
    for name, codes in zip(QUESTIONS, CODES, strict=True):
        given = chance.integers(0, codes, respondents, dtype=np.uint8)
        lean = (answers[BANNERS[0]] == 0) & (chance.random(respondents) < 0.02)  # noqa: PLR2004
        answers[name] = np.where(lean, np.uint8(0), given)
    weights = chance.lognormal(0, 0.4, respondents).astype(np.float32)
    return MadeUp(answers, weights, chance.integers(0, STRATA, respondents, dtype=np.uint8))


def survey_of(made: MadeUp) -> Survey:
    design = columns(
        population=EVERYONE,
        weights=made.weights.astype(np.float64),
        strata=made.strata.astype(np.int64),
        sizes=made.sizes,
    )
    return Survey(design, {name: Answers(given) for name, given in made.answers.items()})


def plan_of(comparison: Comparison) -> BookPlan:
    """Fifty tables by twenty columns in five blocks, with everything a table has."""
    codes = dict.fromkeys(BANNERS, COLUMNS) | dict(zip(QUESTIONS, CODES, strict=True))
    questions = {
        name: Question(name, name, tuple(Code(str(at), str(at)) for at in range(count)))
        for name, count in codes.items()
    }
    blocks = tuple(
        Block(name, name, name, tuple(Group(str(at), str(at), frozenset({str(at)})) for at in range(COLUMNS)))
        for name in BANNERS
    )
    rules = Rules(
        rounding=Rounding.HALF_UP,
        places=0,
        comparison=comparison,
        multiplicity=Multiplicity.NONE,
        interval=IntervalMethod.KORN_GRAUBARD,
        confidence=0.95,
        sure=SURE,
        likely=LIKELY,
        too_small=TOO_SMALL,
        small=100,
        fewest=10,
        fewest_because="",
    )
    tables = tuple(TablePlan(name, name, blocks, {}, "", Percent.COLUMN) for name in QUESTIONS)
    return BookPlan("Made up", EVERYONE, questions, tables, rules)
