from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement


def closes_in_words(procurement: Procurement) -> str:
    """When bids close, for a document, as in 23 November 2026 at 12:00:00. Pages have a filter of their own."""
    if procurement.bids_close_at is None:
        return say("not known yet")
    local = timezone.localtime(procurement.bids_close_at)
    return say("{day} at {time}", day=day_text(local.date()), time=f"{local:%H:%M:%S}")
