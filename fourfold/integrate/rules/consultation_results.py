"""What is published of a consultation: counts of people with the small ones withheld, and words without who said them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from fourfold.ground.kernel.small_counts import publish

WITHHELD: Final = "withheld"


@dataclass(frozen=True, slots=True)
class OfQuestion:
    """`counts` by the choices in their order; `said` are words that may be shown."""

    words: str
    kind: str
    choices: Sequence[str] = ()
    counts: Sequence[int] = ()
    said: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class OfEvent:
    """A count that nobody took is None."""

    title: str
    held_on: date
    place: str
    residents: int | None
    providers: int | None


@dataclass(frozen=True, slots=True)
class OfIdea:
    what: str
    where: str
    saving: Decimal | None
    because: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that counts: nothing that was hidden. `people` and `districts` are counts of responses by label."""

    responses: int
    people: Mapping[str, int]
    districts: Mapping[str, int]
    questions: Sequence[OfQuestion]
    events: Sequence[OfEvent]
    ideas: Sequence[OfIdea]


def results(answers: Answers, *, threshold: int) -> dict[str, Any]:
    """Plain values for JSON; a count is a number or WITHHELD. Words and ideas come in the order of the alphabet, so that which
    of them came from one person cannot be told.
    """
    total = answers.responses
    large = {name: number for name, number in sorted(answers.districts.items()) if number >= threshold}
    parts = [
        _parts(list(answers.people.values()), total, threshold),
        _parts(list(large.values()), total, threshold),
        *(_of_question(each, total, threshold) for each in answers.questions),
    ]
    # Where one table cannot be protected but by its total, the total stands in none of them, and neither does what adds up to it.
    hide = 0 < total < threshold or None in parts
    people, districts, *questions = [
        [WITHHELD] * len(counts) if hide or part is None else part
        for part, counts in zip(
            parts, [answers.people, large, *(each.counts for each in answers.questions)], strict=True
        )
    ]
    return {
        "threshold": threshold,
        "responses": WITHHELD if hide else total,
        "people": _beside(list(answers.people), people),
        "districts": [] if hide else _beside(list(large), districts),
        "questions": [
            {
                "words": each.words,
                "kind": each.kind,
                "rows": _beside(each.choices, counts),
                "said": sorted(each.said, key=lambda text: (text.casefold(), text)),
            }
            for each, counts in zip(answers.questions, questions, strict=True)
        ],
        "events": [
            {
                "title": each.title,
                "held_on": each.held_on.isoformat(),
                "place": each.place,
                "residents": _alone(each.residents, threshold),
                "providers": _alone(each.providers, threshold),
            }
            for each in answers.events
        ],
        "ideas": [
            {
                "what": each.what,
                "where": each.where,
                "saving": None if each.saving is None else f"{each.saving:.2f}",
                "because": each.because,
            }
            for each in sorted(answers.ideas, key=lambda one: (one.what.casefold(), one.what))
        ],
    }


def read_results(plain: Mapping[str, Any]) -> dict[str, Any]:
    """As `results` wrote them, with days and sums of money in place of their texts."""
    return {
        **plain,
        "events": [{**each, "held_on": date.fromisoformat(each["held_on"])} for each in plain["events"]],
        "ideas": [
            {**each, "saving": None if each["saving"] is None else Decimal(each["saving"])}
            for each in plain["ideas"]
        ],
    }


def _of_question(one: OfQuestion, total: int, threshold: int) -> list[int | str] | None:
    if one.kind != "several":
        return _parts(list(one.counts), total, threshold)
    # Each answer splits everybody in two, and both sides are counts of people.
    found: list[int | str] = []
    for count in one.counts:
        part = _parts([count], total, threshold)
        if part is None:
            return None
        found += part
    return found


def _parts(counts: list[int], total: int, threshold: int) -> list[int | str] | None:
    """Of counts that are parts of the total, with the rest as another part; None where the total would have to be withheld."""
    *cells, whole = publish([[*counts, total - sum(counts)]], threshold=threshold).rows[0]
    if whole is None:
        return None
    return [WITHHELD if each is None else each for each in cells[: len(counts)]]


def _alone(count: int | None, threshold: int) -> int | str | None:
    return WITHHELD if count is not None and 0 < count < threshold else count


def _beside(labels: Sequence[str], counts: Sequence[int | str]) -> list[list[int | str]]:
    return [[label, count] for label, count in zip(labels, counts, strict=True)]
