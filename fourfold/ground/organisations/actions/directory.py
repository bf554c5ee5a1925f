"""Entries of the directory that come from no national list: suppliers, charities, whoever an import names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.organisations.tables import (
    HomeNation,
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    SizeBand,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def enter(
    *,
    name: str,
    sector: str,
    origin: str,
    nation: str = HomeNation.NOT_KNOWN,
    size_band: str = SizeBand.NOT_KNOWN,
    identifiers: Iterable[tuple[str, str]] = (),
    other_names: Iterable[str] = (),
    invented: bool = False,
) -> Organisation:
    """A new entry, findable under its names at once. The caller has looked for it and declares who enters it and why.

    Raises IntegrityError where another organisation has one of the identifiers.
    """
    tidy = " ".join(name.split())
    organisation = Organisation.objects.create(
        name=tidy,
        sector=sector,
        origin=origin,
        nation=nation,
        size_band=size_band,
        invented=invented,
    )
    numbers = dict.fromkeys((scheme.strip().upper(), code.strip().upper()) for scheme, code in identifiers)
    OrganisationIdentifier.objects.bulk_create(
        OrganisationIdentifier(organisation=organisation, scheme=scheme, code=code)
        for scheme, code in numbers
    )
    names: dict[str, str] = {}
    for one in (tidy, *other_names):
        names.setdefault(matched_as(one), one)
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=organisation, name=one, matched_as=matched)
        for matched, one in names.items()
        if matched
    )
    return organisation
