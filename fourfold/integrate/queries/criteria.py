"""Criteria with their parts: what has parts is judged by them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import Ask, Criterion
from fourfold.integrate.rules.quantity_points import ScoredBy

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Whole:
    """A criterion with its parts, in their order; none where it is judged itself."""

    criterion: Criterion
    parts: tuple[Criterion, ...]


def wholes(procurement: Procurement) -> list[Whole]:
    criteria = list(procurement.criteria.all())
    parts: dict[int, list[Criterion]] = {}
    for each in criteria:
        if each.part_of_id is not None:
            parts.setdefault(each.part_of_id, []).append(each)
    return [Whole(each, tuple(parts.get(each.pk, ()))) for each in criteria if each.part_of_id is None]


def leaves(procurement: Procurement) -> list[Criterion]:
    """What bids are judged by: each part, and each criterion without parts. Their weights add to 100."""
    return [leaf for whole in wholes(procurement) for leaf in (whole.parts or (whole.criterion,))]


def titled_leaves(procurement: Procurement) -> list[tuple[str, Criterion]]:
    """What bids are judged by with a title that stands alone: that of a part comes after its whole's."""
    return [
        (
            say("{whole}: {part}", whole=whole.criterion.title, part=leaf.title)
            if whole.parts
            else leaf.title,
            leaf,
        )
        for whole in wholes(procurement)
        for leaf in (whole.parts or (whole.criterion,))
    ]


def scored_by_formula(procurement: Procurement) -> dict[int, Ask]:
    """By criterion key, the one ask whose quantity is scored by a formula and not by people."""
    asks = Ask.objects.filter(procurement=procurement).exclude(scored_by=ScoredBy.PEOPLE)
    return {ask.criterion_id: ask for ask in asks.select_related("measure") if ask.criterion_id is not None}
