"""Value maps that an organisation keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.measure.models import ValueMap

if TYPE_CHECKING:
    from django.db.models import QuerySet


def value_maps_of(owner: int) -> QuerySet[ValueMap]:
    """Without their texts."""
    return ValueMap.objects.filter(owner_id=owner).select_related("begun_by").defer("document")


def value_map_with(ref: str, *, owner: int) -> ValueMap | None:
    found: ValueMap | None = (
        ValueMap.objects.filter(ref=ref, owner_id=owner).select_related("begun_by").first()
    )
    return found
