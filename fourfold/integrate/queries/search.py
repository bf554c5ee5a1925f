"""Tenders, procurements, the register and contracts by the words in their titles."""

from __future__ import annotations

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import current_tenant
from fourfold.integrate.models import Contract, Procurement, RegisterEntry


def find_in_integrate(words: str, *, most: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each kind, up to `most` (title, address) that the tenant of the moment may see."""
    tenant = current_tenant()
    procurements = Procurement.objects.filter(title__icontains=words)[:most]
    entries = RegisterEntry.objects.filter(title__icontains=words)[:most]
    contracts = Contract.objects.filter(title__icontains=words)[:most]
    return [
        (
            say("Procurements and tenders"),
            [
                (
                    each.title,
                    f"/integrate/procurements/{each.ref}/"
                    if each.owner_id == tenant
                    else f"/tenders/{each.ref}/",
                )
                for each in procurements
            ],
        ),
        (say("The register"), [(each.title, f"/integrate/register/{each.ref}/") for each in entries]),
        (say("Contracts"), [(each.title, f"/contracts/{each.ref}/") for each in contracts]),
    ]
