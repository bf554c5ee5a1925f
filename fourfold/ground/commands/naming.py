"""Which organisation somebody names on the command line."""

from __future__ import annotations

from fourfold.ground.commands import CommandRefused
from fourfold.ground.organisations.queries import numbered
from fourfold.ground.organisations.tables import Organisation


def organisation_named(text: str) -> Organisation:
    """By its reference or a registered number; refused where that is nobody's, or more than one's."""
    found = list(Organisation.objects.filter(pk__in=numbered(text)))
    if len(found) != 1:
        message = (
            f"{text!r} is the number of {len(found) or 'no'} organisations. "
            "Give the reference that stands on the organisation's page."
        )
        raise CommandRefused(message)
    return found[0]
