"""Lists of the directory to test with: a few rows of invented bodies, as their publishers would head them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.partner.actions import directory_lists, own_entry
from fourfold.partner.exchange.directory.reading import columns_of, table_of
from fourfold.partner.exchange.directory.taking import take_list, upload
from fourfold.partner.models import DirectoryEntry
from fourfold.partner.rules.directory.evidence import FactKind
from fourfold.partner.rules.directory.layouts import ListKind

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor
    from fourfold.partner.models import DirectoryList

READ_ON = date(2026, 11, 2)
CHARITIES = (
    "org_id,reg_number,name,postcode,date_registered,activities,income,fye,web\n"
    "GB-CHC-1999001,1999001,Quillbridge Repair Cafe,QB1 2CD,1962-09-22,Mends things with people,12000,2025-03-31,quill.example\n"
    "GB-CHC-1999002,1999002,Thornwick Food Share,QB2 3EF,2001-05-02,Shares food,250000,2025-03-31,\n"
    "GB-CHC-1999003,1999003,Marlpit Training CIC,,2015-01-09,Trains people,90000,2025-03-31,javascript:alert(1)\n"
)
GRANTS = (
    "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
    "Recipient Org:Charity Number,Funding Org:Name,Beneficiary Location:Geographic Code\n"
    "360G-x-1,Tools,GBP,500.50,2024-05-01,360G-x-a,Quillbridge Repair Cafe,1999001,Fernborough Council,E08000035\n"
    "360G-x-2,More tools,GBP,1000,2025-05-01,360G-x-a,Quillbridge Repair Cafe,1999001,Fernborough Council,E08000035\n"
    "360G-x-3,A van,GBP,9000,2025-06-01,360G-x-b,Thornwick Food Sharing,,Fernborough Council,\n"
    "360G-x-4,A course,GBP,300,2025-06-01,360G-x-c,Mr Sam Invented,,Fernborough Council,\n"
)


def a_waiting_list(
    by: Actor, content: str = CHARITIES, kind: ListKind = ListKind.CHARITIES, name: str = "list.csv"
) -> DirectoryList:
    """Uploaded, and its columns said to be as they were guessed."""
    with as_tenant(by.organisation_id):
        kept = upload(
            by=by,
            kind=kind,
            publisher=f"Register of {kind}",
            licence="Open Government Licence v3.0",
            read_on=READ_ON,
            name=name,
            content=content.encode(),
            at=timezone.now(),
        )
        return directory_lists.choose_columns(
            by=by,
            kept=kept,
            seen=kept.version,
            headings=table_of(kept).headings,
            columns=columns_of(kept),
        )


def a_list(
    by: Actor,
    content: str = CHARITIES,
    kind: ListKind = ListKind.CHARITIES,
    *,
    shown: bool = False,
    name: str = "list.csv",
) -> DirectoryList:
    """Taken in."""
    waiting = a_waiting_list(by, content, kind, name)
    return take_list(by=by, waiting=waiting, shown=shown, on=READ_ON)


def found_by_buyers(by: Actor, *, services: str = "Repairs\nTraining") -> DirectoryEntry:
    return own_entry.describe(
        by=by,
        seen=0,
        described=own_entry.Described(
            services=services,
            strengths="Knows every street",
            website="https://example.org",
            size_band="staff_under_10",
            postcode="QB1 2CD",
            places=(),
            facts=((FactKind.CIC, "01234567"),),
        ),
        on=READ_ON,
    )


def entry_named(by: Actor, name: str) -> DirectoryEntry:
    with as_tenant(by.organisation_id):
        entry: DirectoryEntry = DirectoryEntry.objects.get(name=name)
        return entry
