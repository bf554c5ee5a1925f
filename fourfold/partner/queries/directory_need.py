"""How deprived the areas are in which an organisation works, by the bundled indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.queries.needs import Need, need_of_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.ground.places.tables import Place


def need_of(places: Iterable[Place]) -> list[Need]:
    """One figure for each area: all kinds of deprivation."""
    return need_of_places("imd", list(dict.fromkeys(places)))
