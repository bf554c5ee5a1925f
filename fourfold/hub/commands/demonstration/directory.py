"""The directory: two who wish to be found, a list of charities and one of grants, and a pair that waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.organisations.tables import SizeBand
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.partner.actions.own_entry import Described, describe
from fourfold.partner.exchange.directory.taking import take_list, upload
from fourfold.partner.rules.directory.evidence import FactKind
from fourfold.partner.rules.directory.layouts import ListKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor

CHARITIES = (
    "org_id,reg_number,name,postcode,date_registered,activities,income,fye\n"
    "GB-CHC-1999001,1999001,Fernborough Repair Cafe,FB1 2CD,1998-09-22,Mends things with people who bring them,12000,2026-03-31\n"
    "GB-CHC-1999002,1999002,Marlpit Food Share,FB2 3EF,2011-05-02,Shares surplus food in four kitchens,250000,2026-03-31\n"
    "GB-CHC-1999003,1999003,Saltmarsh Youth Choir,FB4 1GH,2004-01-09,Sings with young people,18000,2026-03-31\n"
    "GB-CHC-1999004,1999004,Second Spring Training CIC,FB3 4JK,2016-06-01,Trains people who come back to work,90000,2026-03-31\n"
)
GRANTS = (
    "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
    "Recipient Org:Charity Number,Funding Org:Name\n"
    "360G-fernborough-1,Tools for the repair cafe,GBP,1500,2025-05-01,360G-fernborough-a,Fernborough Repair Cafe,1999001,"
    "Fernborough Council\n"
    "360G-fernborough-2,A freezer,GBP,4200,2025-06-01,360G-fernborough-b,Marlpit Food Sharing,,Fernborough Council\n"
    "360G-fernborough-3,Summer concerts,GBP,800,2025-06-01,360G-fernborough-c,Saltmarsh Youth Choir,,Fernborough Council\n"
)


def fill_the_directory(actors: dict[str, Actor], *, on: date, at: datetime) -> None:
    _be_found(actors["Mei Lin"], "Advice about debt\nVolunteering", SizeBand.STAFF_UNDER_10, (), on)
    said = (
        (FactKind.LEGAL_FORM, "Community interest company"),
        (FactKind.ASSET_LOCK, "Article 3 of its articles"),
    )
    _be_found(
        actors["Dee Carter"], "Clearing empty homes\nFirst jobs after prison", SizeBand.STAFF_10_49, said, on
    )
    commissioner = actors["Tom Ellery"]
    for kind, publisher, name, content in (
        (ListKind.CHARITIES, "Register of charities (invented)", "charities.csv", CHARITIES),
        (ListKind.GRANTS, "Fernborough Council (invented)", "grants.csv", GRANTS),
    ):
        with as_tenant(commissioner.organisation_id):
            waiting = upload(
                by=commissioner,
                kind=kind,
                publisher=publisher,
                licence="Open Government Licence v3.0",
                read_on=on,
                name=name,
                content=content.encode(),
                at=at,
            )
            take_list(by=commissioner, waiting=waiting, shown=True, on=on)


def _be_found(
    by: Actor, services: str, size_band: str, facts: tuple[tuple[FactKind, str], ...], on: date
) -> None:
    with as_tenant(by.organisation_id):
        describe(
            by=by,
            seen=0,
            described=Described(
                services=services,
                strengths="Known on every street of Fernborough.",
                website="",
                size_band=size_band,
                postcode="",
                places=(),
                facts=facts,
            ),
            on=on,
        )
