"""How bids will be judged: criteria of four families and the buyer's own, with parts, whose weights add to 100."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.asks import FAMILIES_WITH_MEASURES
from fourfold.integrate.actions.procurements import can_change, check_can_change
from fourfold.integrate.actions.weightings import Weighting, as_weighted, check_rows, field_of, with_families
from fourfold.integrate.models import MOST_POINTS, Criterion, Family
from fourfold.integrate.rules.weights import check_weights, trivial_beside

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


__all__ = ("Weighed", "Weighting", "can_set_weights", "check_can_set_weights", "set_weights")


def check_can_set_weights(by: Actor, procurement: Procurement) -> None:
    check_can_change(by, procurement)


def can_set_weights(by: Actor, procurement: Procurement) -> bool:
    return can_change(by, procurement)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The criteria as they stand now, and what is worth a second thought about their weights: `flags` by the least weight that
    the caller gave, `trivial` by arithmetic alone.
    """

    criteria: tuple[Criterion, ...]
    flags: tuple[str, ...]
    trivial: tuple[str, ...] = ()


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
    weightings = with_families(weightings)
    check_rows(weightings)
    findings = check_weights(as_weighted(weightings), trivial_below=trivial_below)
    beside = trivial_beside(
        as_weighted([row for row in weightings if row.family != Family.PRICE]), steps=MOST_POINTS
    )
    stops = [finding for finding in findings if finding.stops]
    if stops:
        raise Refused(stops[0].words, field=field_of(stops[0].criterion, weightings))
    with change(by=by, owner=procurement.owner_id, reason=say("Set the award criteria and their weights")):
        update(procurement, version=version)
        _replace(procurement, weightings)
    return Weighed(
        tuple(Criterion.objects.filter(procurement=procurement)),
        tuple(finding.words for finding in findings if not finding.stops),
        tuple(finding.words for finding in beside),
    )


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
