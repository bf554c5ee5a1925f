"""A value map that is kept, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.measure.exchange.value_map.answer import answer
from fourfold.measure.exchange.value_map.audited import audited
from fourfold.measure.exchange.value_map.editing import tree_of
from fourfold.measure.exchange.value_map.faults import MapRefused
from fourfold.measure.exchange.value_map.reading import map_from_tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.measure.exchange.value_map.faults import Fault
    from fourfold.measure.exchange.value_map.reading import ReadMap


@dataclass(frozen=True, slots=True)
class Worked:
    """A map and what it comes to; of one that is not whole, what it lacks. `audit` where something is printed of it."""

    tree: Mapping[str, Any]
    read: ReadMap | None
    answer: Mapping[str, Any] | None
    audit: Mapping[str, Any] | None
    lacks: tuple[Fault, ...]


def worked(document: str) -> Worked:
    tree = tree_of(document)
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
