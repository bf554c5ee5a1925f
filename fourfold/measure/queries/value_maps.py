"""Value maps that an organisation keeps, and what one comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.measure.exchange.value_map.answer import answer
from fourfold.measure.exchange.value_map.audited import audited
from fourfold.measure.exchange.value_map.editing import tree_of
from fourfold.measure.exchange.value_map.faults import MapRefused
from fourfold.measure.exchange.value_map.reading import map_from_tree
from fourfold.measure.models import ValueMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from fourfold.measure.exchange.value_map.faults import Fault
    from fourfold.measure.exchange.value_map.reading import ReadMap


def value_maps_of(owner: int) -> QuerySet[ValueMap]:
    """Without their texts."""
    return ValueMap.objects.filter(owner_id=owner).select_related("begun_by").defer("document")


def value_map_with(ref: str, *, owner: int) -> ValueMap | None:
    found: ValueMap | None = (
        ValueMap.objects.filter(ref=ref, owner_id=owner).select_related("begun_by").first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Worked:
    """A map and what it comes to; of one that is not whole, what it lacks. `audit` where something is printed of it."""

    tree: Mapping[str, Any]
    read: ReadMap | None
    answer: Mapping[str, Any] | None
    audit: Mapping[str, Any] | None
    lacks: tuple[Fault, ...]


def worked(kept: ValueMap) -> Worked:
    tree = tree_of(kept.document)
    try:
        read = map_from_tree(tree)
    except MapRefused as refusal:
        return Worked(tree, None, None, None, refusal.faults)
    try:
        audit = audited(read)
    except MapRefused:
        # Nothing is printed of it.
        audit = None
    return Worked(tree, read, answer(read), audit, ())
