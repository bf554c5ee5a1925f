"""An organisation that works here, by its reference or its name, as somebody types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from fourfold.ground.organisations.queries import existing_on, find

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.organisations.tables import Organisation

MOST_OFFERED = 3


def partner_named(text: str, *, on: date) -> tuple[Organisation | None, list[str]]:
    """The one that is meant, or None and the names of those that it could be, at most three."""
    typed = " ".join(text.split())
    here = existing_on(on).filter(takes_part=True)
    exactly = list(here.filter(Q(ref__iexact=typed) | Q(name__iexact=typed))[:2])
    if len(exactly) == 1:
        return exactly[0], []
    alike = [found.organisation for found in find(typed, on) if found.organisation.takes_part]
    return None, [each.name for each in alike[:MOST_OFFERED]]
