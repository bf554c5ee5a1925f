"""The directory: which organisations there are, how they are numbered, and who followed whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Line, Page, Party, Reference, Shown
from fourfold.ground.organisations import queries
from fourfold.ground.organisations.tables import HomeNation, Organisation, Sector
from fourfold.ground.people.token_table import Scope

router = Router(tags=["Organisations"])


class OrganisationLine(Shown):
    """`because` says why it was found, where its name does not: another name, or whom it followed."""

    ref: str
    name: str
    sector: Sector
    nation: HomeNation
    exists_until: date | None
    because: str


class Identifier(Shown):
    """A register by its code in the org-id guide, and the number in it."""

    scheme: str
    code: str


class PlaceShown(Shown):
    """An area by its official code (GSS)."""

    code: str
    name: str


class SuccessionShown(Shown):
    """`how` is merged, split, renamed or replaced; from `on` the other stands in."""

    organisation: Party
    how: str
    on: date


class OrganisationShown(Shown):
    ref: str
    name: str
    other_names: list[str]
    sector: Sector
    nation: HomeNation
    size_band: str
    described_as: str
    parent: Party | None
    exists_from: date | None
    exists_until: date | None
    identifiers: list[Identifier]
    places: list[PlaceShown]
    came_from: list[SuccessionShown]
    followed_by: list[SuccessionShown]


class Sought(Where):
    q: Annotated[
        Line,
        Field(
            max_length=200,
            description="A name (half typed or misspelt will do), a reference, or a number in a register.",
        ),
    ] = ""
    sector: Sector | None = None


@operation(router, "get", "/organisations", scope=Scope.ORGANISATIONS_READ, answer=Page[OrganisationLine])
def find_organisations(request: HttpRequest, sought: Query[Sought]) -> HttpResponse:
    """Find an organisation.

    With `q` the likeliest come first, in one part. Without it every organisation of today is listed, the latest entered
    first.
    """
    today = timezone.localdate()
    if sought.q.strip():
        sector = sought.sector.value if sought.sector else None
        hits = queries.find(sought.q, today, sector=sector, limit=sought.limit)
        return page(request, [_line(each.organisation, each.because) for each in hits], None)
    everyone = queries.existing_on(today)
    wanted = everyone.filter(sector=sought.sector.value) if sought.sector else everyone
    part = part_of(everyone, sought, filtered=wanted)
    return page(request, [_line(each) for each in part.rows], part.next_cursor)


@operation(router, "get", "/organisations/{ref}", scope=Scope.ORGANISATIONS_READ, answer=OrganisationShown)
def read_organisation(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read one organisation.

    Those that have ended stay readable; `followed_by` names who stands in for them.
    """
    entry = found(queries.entry(ref))
    one = entry.organisation
    return shown(
        request,
        OrganisationShown(
            ref=one.ref,
            name=one.name,
            other_names=list(entry.other_names),
            sector=Sector(one.sector),
            nation=HomeNation(one.nation),
            size_band=one.size_band,
            described_as=one.described_as,
            parent=None if one.parent is None else party(one.parent),
            exists_from=one.exists_from,
            exists_until=one.exists_until,
            identifiers=[Identifier(scheme=each.scheme, code=each.code) for each in entry.identifiers],
            places=[PlaceShown(code=each.code, name=each.name) for each in entry.places],
            came_from=[
                SuccessionShown(organisation=party(each.predecessor), how=each.kind, on=each.on)
                for each in entry.came_from
            ],
            followed_by=[
                SuccessionShown(organisation=party(each.successor), how=each.kind, on=each.on)
                for each in entry.followed_by
            ],
        ),
    )


def party(organisation: Organisation) -> Party:
    return Party(ref=organisation.ref, name=organisation.name)


def _line(organisation: Organisation, because: str = "") -> OrganisationLine:
    return OrganisationLine(
        ref=organisation.ref,
        name=organisation.name,
        sector=Sector(organisation.sector),
        nation=HomeNation(organisation.nation),
        exists_until=organisation.exists_until,
        because=because,
    )
