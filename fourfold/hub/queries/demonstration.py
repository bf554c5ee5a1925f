"""Whether this installation holds the demonstration, for the page that strangers see first."""

from __future__ import annotations

from fourfold.ground.organisations.tables import Organisation


def holds_demonstration() -> bool:
    return Organisation.objects.filter(invented=True).exists()
