"""The evidence packs of a procurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.integrate.models import EvidencePack

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement


def packs_of(procurement: Procurement) -> list[EvidencePack]:
    """The latest first."""
    return list(
        EvidencePack.objects.filter(procurement=procurement).select_related("made_by", "file").order_by("-pk")
    )
