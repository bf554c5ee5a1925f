"""The public identifier of an organisation, as notices and letters name it."""

from __future__ import annotations

from fourfold.ground.organisations.tables import OrganisationIdentifier


def identifier_of(organisation: int) -> str:
    """The first on record, as SCHEME-NUMBER; empty where there is none."""
    found = (
        OrganisationIdentifier.objects.filter(organisation_id=organisation)
        .order_by("pk")
        .values_list("scheme", "code")
        .first()
    )
    return "" if found is None else f"{found[0]}-{found[1]}"
