"""Those whom a row of a list may be: bodies of the national directory, and entries of lists that were brought in before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tables import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    Sector,
)
from fourfold.partner.models import DirectoryEntry, EntryFact, Grant
from fourfold.partner.rules.directory.evidence import FactKind
from fourfold.partner.rules.directory.rows import PROVIDERS
from fourfold.partner.rules.linkage.bodies import Body
from fourfold.partner.rules.linkage.numbers import CHARITIES, COMPANIES, charity_number

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCHEMES = {
    FactKind.COMPANY: COMPANIES,
    FactKind.CIC: COMPANIES,
    FactKind.PROVIDER: PROVIDERS,
    FactKind.CHARITY: CHARITIES,
}


def national_bodies() -> list[Body]:
    """Keyed by their key here, with every name and number that is known of them."""
    numbers: dict[int, dict[str, str]] = defaultdict(dict)
    for key, scheme, code in OrganisationIdentifier.objects.values_list("organisation_id", "scheme", "code"):
        numbers[key][scheme] = code
    names: dict[int, list[str]] = defaultdict(list)
    for key, name in OrganisationName.objects.values_list("organisation_id", "name").order_by("pk"):
        names[key].append(name)
    return [
        Body(
            key=str(body.pk),
            name=body.name,
            is_council=body.sector == Sector.LOCAL_AUTHORITY,
            other_names=tuple(names[body.pk]),
            numbers=numbers[body.pk],
            exists_from=body.exists_from,
            exists_until=body.exists_until,
        )
        for body in Organisation.objects.order_by("pk")
    ]


def entries_of_lists(owner: int) -> list[Body]:
    """Those that stand by themselves, by their key."""
    numbers: dict[int, dict[str, str]] = defaultdict(dict)
    facts = EntryFact.objects.filter(
        owner_id=owner, kind__in=list(_SCHEMES), entry__received_in__isnull=False
    )
    for key, kind, value in facts.values_list("entry_id", "kind", "value"):
        scheme = charity_number(value).scheme if kind == FactKind.CHARITY else _SCHEMES[FactKind(kind)]
        numbers[key][scheme] = value
    standing = DirectoryEntry.objects.filter(owner_id=owner, received_in__isnull=False, merged_into=None)
    return [
        Body(key=str(key), name=name, numbers=numbers[key])
        for key, name in standing.order_by("pk").values_list("pk", "name")
    ]


def rows_here(owner: int, digests: Iterable[str]) -> set[str]:
    """Of these rows, those that an earlier list brought."""
    sought = set(digests)
    here = DirectoryEntry.objects.filter(owner_id=owner).exclude(sha256="").values_list("sha256", flat=True)
    return {digest for digest in here if digest in sought}


def grants_here(owner: int, identifiers: Iterable[str]) -> set[str]:
    """Of these grants, those that an earlier list brought."""
    sought = set(identifiers)
    here = Grant.objects.filter(owner_id=owner).values_list("identifier", flat=True)
    return {identifier for identifier in here if identifier in sought}
