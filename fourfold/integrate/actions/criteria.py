"""How bids will be judged: criteria of four families and the buyer's own, with parts, whose weights add to 100."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.asks import FAMILIES_WITH_MEASURES
from fourfold.integrate.actions.procurements import can_change, check_can_change
from fourfold.integrate.models import MOST_POINTS, Criterion, Family
from fourfold.integrate.rules.weights import Weighted, check_weights, trivial_beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

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


def check_can_set_weights(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)


def can_set_weights(by: Actor, procurement: Procurement) -> bool:
    return can_change(by, procurement)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The criteria as they stand now, and what is worth a second thought about their weights."""

    criteria: tuple[Criterion, ...]
    flags: tuple[str, ...]


def set_weights(
    *,
    by: Actor,
    procurement: Procurement,
    weightings: Sequence[Weighting],
    version: int,
    trivial_below: Decimal | None,
) -> Weighed:
    """Replaces the criteria by `weightings`, in their order. Their weights add to exactly 100 or it is refused.

    `trivial_below` is the social weight under which the answer is flagged, not refused; where it comes from is the
    caller's to say. A criterion under which measures are asked for stays, and stays one that measures fit.
    `version` is the procurement's.
    """
    check_can_set_weights(by, procurement)
    weightings = _with_families(weightings)
    _check_rows(weightings)
    weighted = _as_weighted(weightings)
    findings = (
        *check_weights(weighted, trivial_below=trivial_below),
        *trivial_beside(
            _as_weighted([row for row in weightings if row.family != Family.PRICE]), steps=MOST_POINTS
        ),
    )
    stops = [finding for finding in findings if finding.stops]
    if stops:
        raise Refused(stops[0].words, field=_field_of(stops[0].criterion, weightings))
    with change(by=by, owner=procurement.owner_id, reason=say("Set the award criteria and their weights")):
        update(procurement, version=version)
        _replace(procurement, weightings)
    return Weighed(
        tuple(Criterion.objects.filter(procurement=procurement)),
        tuple(finding.words for finding in findings if not finding.stops),
    )


def _with_families(weightings: Sequence[Weighting]) -> list[Weighting]:
    """Each part is of the family of its whole."""
    found, family = [], ""
    for row in weightings:
        family = family if row.part else row.family
        found.append(replace(row, family=family) if row.part and family else row)
    return found


def _as_weighted(weightings: Sequence[Weighting]) -> list[Weighted]:
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


def _check_rows(weightings: Sequence[Weighting]) -> None:
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


def _field_of(title: str, weightings: Sequence[Weighting]) -> str:
    place = next((place for place, row in enumerate(weightings) if row.title == title), None)
    return "" if place is None else f"weight_{place}"


def _replace(procurement: Procurement, weightings: Sequence[Weighting]) -> None:
    standing = {criterion.ref: criterion for criterion in procurement.criteria.all()}
    with_measures = set(procurement.asks.values_list("criterion__ref", flat=True))
    kept = {row.ref: row for row in weightings if row.ref in standing}
    wholes = {above.ref for above, row in pairwise(weightings) if row.part and not above.part}
    for ref, criterion in standing.items():
        if ref not in with_measures:
            continue
        if ref not in kept:
            message = say(
                "Measures are asked for under “{title}”. Take them away before you take it away",
                title=criterion.title,
            )
            raise Refused(message)
        if ref in wholes:
            message = say(
                "Measures are asked for under “{title}”. Ask for them under one of its parts instead: take them away first",
                title=criterion.title,
            )
            raise Refused(message)
        if kept[ref].family not in FAMILIES_WITH_MEASURES:
            message = say(
                "Measures are asked for under “{title}”, so it cannot become one of price or quality",
                title=criterion.title,
            )
            raise Refused(message)
    gone = procurement.criteria.filter(ref__in=standing.keys() - kept.keys())
    # What was a part may become a whole, and a whole a part: all stand alone for a moment.
    procurement.criteria.exclude(part_of=None).update(part_of=None)
    gone.delete()
    for ref in kept:
        # Titles may be exchanged between two rows: each first steps aside.
        procurement.criteria.filter(ref=ref).update(title=f"… {ref}")
    whole: Criterion | None = None
    for position, row in enumerate(weightings):
        values = {
            "family": row.family,
            "title": row.title.strip(),
            "weight": row.weight,
            "question": "" if row.family == Family.PRICE else row.question.strip(),
            "position": position,
            "part_of": whole if row.part else None,
        }
        if row.ref in standing:
            stored = update(standing[row.ref], version=standing[row.ref].version, **values)
        else:
            stored = Criterion.objects.create(
                owner_id=procurement.owner_id,
                root=procurement.root,
                procurement=procurement,
                **values,
            )
        whole = whole if row.part else stored
