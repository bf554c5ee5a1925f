"""What is shown of a group's answers: all of them, their mean, the score with its intervals, and how many were asked.

The measure helps to learn how one is to work with. Scored in an award it would be bought, so its type cannot be: it turns into no
number, compares with nothing, and says so wherever it is written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn

from fourfold.ground.kernel.said import say
from fourfold.measure.rules.recommending.intervals import DRAWS, Interval, adjusted_wald, bootstrap
from fourfold.measure.rules.valuation.precision import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.rules.recommending.answers import Answers


class NeverInAnAward:
    """What may never be scored, ranked or weighted: by its own type, and in whatever is written of it."""

    __slots__ = ()

    usable_in_an_award: ClassVar[Literal[False]] = False

    def _refused(self, *_other: object) -> NoReturn:
        raise TypeError(
            say("how likely people are to recommend you is never scored, ranked or weighted in an award")
        )

    __float__ = __int__ = __index__ = __round__ = _refused
    __lt__ = __le__ = __gt__ = __ge__ = _refused
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refused


@dataclass(frozen=True, slots=True)
class Score(NeverInAnAward):
    """From −100 to 100, with both intervals; printed with them, with the number of answers, and with what it is not for."""

    value: Decimal
    by_bootstrap: Interval
    by_formula: Interval
    answered: int

    def __str__(self) -> str:
        return say(
            "{score} from {answered} answers ({low} to {high}); not for awards",
            score=f"{self.value:.1f}",
            answered=self.answered,
            low=plain(min(self.by_bootstrap.low, self.by_formula.low)),
            high=plain(max(self.by_bootstrap.high, self.by_formula.high)),
        )


@dataclass(frozen=True, slots=True)
class Measure(NeverInAnAward):
    answers: Answers
    mean: Decimal
    score: Score

    def as_data(self) -> dict[str, Any]:
        rate = self.answers.response_rate
        return {
            "usable_in_an_award": self.usable_in_an_award,
            "distribution": {str(answer): count for answer, count in enumerate(self.answers.counts)},
            "answered": self.answers.answered,
            "asked": self.answers.asked,
            "response_rate": None if rate is None else plain(rate),
            "mean": plain(self.mean),
            "score": {
                "value": plain(self.score.value),
                "intervals": [
                    {
                        "low": plain(each.low),
                        "high": plain(each.high),
                        "confidence": plain(each.confidence),
                        "method": str(each.method),
                    }
                    for each in (self.score.by_bootstrap, self.score.by_formula)
                ],
            },
        }


def measure(answers: Answers, *, seed: int, draws: int = DRAWS) -> Measure:
    """Raises ValueError where nobody answered."""
    by_bootstrap, by_formula = bootstrap(answers, seed=seed, draws=draws), adjusted_wald(answers)
    mean, score = answers.mean, answers.score
    if mean is None or score is None:  # the intervals refuse this; said for the reader of types
        raise ValueError(say("nobody answered"))
    return Measure(answers, mean, Score(score, by_bootstrap, by_formula, answers.answered))
