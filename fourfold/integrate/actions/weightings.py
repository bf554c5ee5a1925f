"""The rows of criteria as a buyer sets them: each part under its whole, and what is wrong with a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.integrate.models import Family
from fourfold.integrate.rules.weights import Weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

HUNDREDTH = Decimal("0.01")
MOST_WEIGHT = 100
# Central government's minimum speaks of social value in the Act's sense: social and environmental well-being alike.
SOCIAL = frozenset({Family.SOCIAL, Family.ENVIRONMENTAL})


@dataclass(frozen=True, slots=True)
class Weighting:
    """One row as the buyer set it. `ref` is that of a criterion that stands already, empty for a new one.

    A `part` belongs to the nearest row above it that is none, and is of its family. Its weight is in points of the same 100.
    """

    family: str
    title: str
    weight: Decimal
    question: str = ""
    ref: str = ""
    part: bool = False


def with_families(weightings: Sequence[Weighting]) -> list[Weighting]:
    """Each part is of the family of its whole."""
    found, family = [], ""
    for row in weightings:
        family = family if row.part else row.family
        found.append(replace(row, family=family) if row.part and family else row)
    return found


def as_weighted(weightings: Sequence[Weighting]) -> list[Weighted]:
    """The wholes, each with its parts."""
    found: list[Weighted] = []
    for row in weightings:
        one = Weighted(row.title, row.weight, social=row.family in SOCIAL)
        if row.part and found:
            found[-1] = replace(found[-1], parts=(*found[-1].parts, one))
        else:
            found.append(one)
    return found


def _check_parts(weightings: Sequence[Weighting]) -> None:
    whole: tuple[int, Weighting] | None = None
    for place, row in enumerate(weightings):
        if not row.part:
            whole = place, row
            continue
        if whole is None:
            message = say("A part comes after the criterion that it is a part of")
            raise Refused(message, field=f"part_{place}")
        of_place, of = whole
        if of.family == Family.PRICE:
            message = say("A bid has one price, so “{title}” has no parts", title=of.title.strip())
            raise Refused(message, field=f"part_{place}")
        if of.question.strip():
            message = say(
                "“{title}” is judged by its parts, so ask the question under one of them",
                title=of.title.strip(),
            )
            raise Refused(message, field=f"question_{of_place}")


def check_rows(weightings: Sequence[Weighting]) -> None:
    _check_parts(weightings)
    titles: set[str] = set()
    for place, row in enumerate(weightings):
        if row.family not in Family.values:
            message = say("Choose what this criterion judges")
            raise Refused(message, field=f"family_{place}")
        if not row.title.strip():
            message = say("Give this criterion a title")
            raise Refused(message, field=f"title_{place}")
        if row.title.strip().casefold() in titles:
            message = say(
                "There are two criteria called “{title}”. Give each a title of its own",
                title=row.title.strip(),
            )
            raise Refused(message, field=f"title_{place}")
        titles.add(row.title.strip().casefold())
        if (
            row.weight.is_finite()
            and abs(row.weight) <= MOST_WEIGHT
            and row.weight != row.weight.quantize(HUNDREDTH)
        ):
            message = say("A weight has at most two decimal places")
            raise Refused(message, field=f"weight_{place}")
    if sum(row.family == Family.PRICE for row in weightings) > 1:
        message = say("There is one price in a bid, so only one criterion can judge it")
        raise Refused(message)


def field_of(title: str, weightings: Sequence[Weighting]) -> str:
    place = next((place for place, row in enumerate(weightings) if row.title == title), None)
    return "" if place is None else f"weight_{place}"
