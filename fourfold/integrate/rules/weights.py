"""The weights of award criteria: they add to exactly 100, and the parts of a criterion add to its own weight.

Sub-weights are points of the same 100 ("Quality 40, of which method 25 and team 15"), not shares of their parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from fourfold.ground.kernel.said import say

WHOLE = Decimal(100)
# Enough digits that no sum here is ever rounded, whatever the caller's decimal context.
_EXACT = Context(prec=200)


class WeightProblem(StrEnum):
    NO_CRITERIA = "no_criteria"
    NOT_A_WEIGHT = "not_a_weight"
    NO_WEIGHT = "no_weight"
    DO_NOT_ADD_UP = "do_not_add_up"
    PARTS_DO_NOT_ADD_UP = "parts_do_not_add_up"
    SOCIAL_IS_TRIVIAL = "social_is_trivial"
    TRIVIAL_BESIDE_ANOTHER = "trivial_beside_another"


@dataclass(frozen=True, slots=True)
class Weighted:
    """An award criterion with its weight, in points of 100. ``social`` says that it scores social value."""

    name: str
    weight: Decimal
    social: bool = False
    parts: tuple[Weighted, ...] = ()


@dataclass(frozen=True, slots=True)
class WeightFinding:
    """``criterion`` names the one concerned, "" for all together. ``stops`` says that a tender cannot open with it."""

    problem: WeightProblem
    criterion: str
    words: str
    stops: bool = True


def in_words(number: Decimal) -> str:
    """The number without needless zeros or an exponent: 40, 63.7, 0.5."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0"} else text


def total(weights: Iterable[Decimal]) -> Decimal:
    result = Decimal(0)
    for weight in weights:
        result = _EXACT.add(result, weight)
    return result


def difference(weights: Iterable[Decimal], *, whole: Decimal = WHOLE) -> str | None:
    """None if the weights add to exactly ``whole``; otherwise what they add to and what is missing or too much."""
    added = total(weights)
    gap = _EXACT.subtract(whole, added)
    if not gap:
        return None
    if gap > 0:
        return say(
            "They add to {total}; {gap} is missing",
            total=in_words(added),
            gap=in_words(gap),
        )
    return say(
        "They add to {total}; that is {gap} too much",
        total=in_words(added),
        gap=in_words(-gap),
    )


def check_weights(
    criteria: Sequence[Weighted], *, trivial_below: Decimal | None = None
) -> tuple[WeightFinding, ...]:
    """Everything wrong with the weights, nothing if they can stand.

    ``trivial_below`` is the least weight of all social criteria together that the buyer holds to be more than a
    token, with its source on the caller's side (central government's least is 10%); a smaller one, or none, is
    flagged and does not stop. Each weight is at most 100 and above 0: a criterion of weight 0 decides nothing.
    """
    if not criteria:
        return (
            WeightFinding(
                WeightProblem.NO_CRITERIA, "", say("There are no award criteria yet. Add the first")
            ),
        )
    findings = [finding for criterion in criteria for finding in _check_one(criterion)]
    if any(finding.problem is WeightProblem.NOT_A_WEIGHT for finding in findings):
        return tuple(findings)
    words = difference(criterion.weight for criterion in criteria)
    if words is not None:
        findings.append(
            WeightFinding(
                WeightProblem.DO_NOT_ADD_UP, "", say("The weights must add to 100. {words}", words=words)
            )
        )
    social = total(_social_weights(criteria))
    if trivial_below is not None and social < trivial_below:
        words = say(
            "Social value weighs {weight} of 100, less than the {least} you hold to be the least",
            weight=in_words(social),
            least=in_words(trivial_below),
        )
        findings.append(WeightFinding(WeightProblem.SOCIAL_IS_TRIVIAL, "", words, stops=False))
    return tuple(findings)


def trivial_beside(criteria: Sequence[Weighted], *, steps: int) -> tuple[WeightFinding, ...]:
    """Criteria whose whole weight is no more than one of `steps` points on the heaviest one that people score.

    From nothing to the most there is then worth no more than one point elsewhere, so nobody would write anything for it. The
    measure is arithmetic and not a rule of law. `criteria` are those that people score; nothing stops.
    """
    scored = [leaf for criterion in criteria for leaf in (criterion.parts or (criterion,))]
    if not scored:
        return ()
    heaviest = max(scored, key=lambda each: each.weight)
    return tuple(
        WeightFinding(
            WeightProblem.TRIVIAL_BESIDE_ANOTHER,
            each.name,
            say(
                "All of {name} ({weight}) is worth no more than one point of {heaviest} ({of} for {steps} points)",
                name=each.name,
                weight=in_words(each.weight),
                heaviest=heaviest.name,
                of=in_words(heaviest.weight),
                steps=steps,
            ),
            stops=False,
        )
        for each in scored
        if each is not heaviest and _EXACT.multiply(each.weight, Decimal(steps)) <= heaviest.weight
    )


def _check_one(criterion: Weighted) -> Iterable[WeightFinding]:
    weight, name = criterion.weight, criterion.name
    if not weight.is_finite() or not 0 <= weight <= WHOLE:
        shown = in_words(weight) if weight.is_finite() else say("not a number")
        words = say("The weight of {name} must be between 0 and 100; it is {shown}", name=name, shown=shown)
        yield WeightFinding(WeightProblem.NOT_A_WEIGHT, name, words)
        return
    if not weight:
        words = say(
            "{name} has weight 0, so it decides nothing. Give it a weight, or ask for it without scoring",
            name=name,
        )
        yield WeightFinding(WeightProblem.NO_WEIGHT, name, words)
    wrong = [finding for part in criterion.parts for finding in _check_one(part)]
    yield from wrong
    if criterion.parts and not any(finding.problem is WeightProblem.NOT_A_WEIGHT for finding in wrong):
        difference_in_words = difference((part.weight for part in criterion.parts), whole=weight)
        if difference_in_words is not None:
            words = say(
                "The parts of {name} must add to its weight, {weight}. {difference}",
                name=name,
                weight=in_words(weight),
                difference=difference_in_words,
            )
            yield WeightFinding(WeightProblem.PARTS_DO_NOT_ADD_UP, name, words)


def _social_weights(criteria: Iterable[Weighted]) -> Iterable[Decimal]:
    """The weight of each social criterion; of one that is not social as a whole, that of its social parts."""
    for criterion in criteria:
        if criterion.social:
            yield criterion.weight
        else:
            yield from _social_weights(criterion.parts)
