"""A list comes in row by row, with what it was held to be, and goes out again without a trace in the others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from fourfold.ground.organisations.actions.directory import enter
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared
from fourfold.partner.actions import directory_lists
from fourfold.partner.models import DirectoryEntry, EntryFact, EntryLink, Grant, LinkState
from fourfold.partner.queries.directory import Sought, entries, entry_with, read
from fourfold.partner.queries.directory_links import to_look_at
from fourfold.partner.rules.directory.layouts import ListKind
from tests.builders.directory import CHARITIES, GRANTS, READ_ON, a_list, a_waiting_list, entry_named
from tests.builders.ground import an_actor

pytestmark = pytest.mark.django_db


def names(owner: int) -> list[str]:
    with as_tenant(owner):
        return [entry.name for entry in entries(Sought())]


def test_every_fact_says_where_it_was_read_and_when() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    a_list(by)
    with as_tenant(by.organisation_id):
        facts = {fact.kind: fact for fact in EntryFact.objects.filter(entry__name="Quillbridge Repair Cafe")}
        cic = DirectoryEntry.objects.get(name="Marlpit Training CIC")
        lock = EntryFact.objects.get(entry=cic, kind="asset_lock")

    assert facts["charity"].value == "1999001"
    assert facts["charity"].read_in == "Register of charities, list.csv"
    assert facts["charity"].read_on == READ_ON
    # Older than any payment, and read all the same.
    assert facts["registered"].value == "22 September 1962"
    assert facts["income"].value == "£12,000 in the year to 31 March 2025"
    assert cic.social_enterprise == "shown"
    assert lock.value.startswith("By law")
    assert cic.website == ""


def test_a_row_of_a_body_of_the_national_directory_is_linked_with_it() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    with declared(person=None, organisation=None, reason="For a test"):
        body = enter(
            name="Thornwick Food Share Limited",
            sector="charity",
            origin="entered",
            identifiers=[("GB-CHC", "1999002")],
        )
    a_list(by)
    entry = entry_named(by, "Thornwick Food Share")
    with as_tenant(by.organisation_id):
        link = EntryLink.objects.get(entry=entry)

    assert entry.organisation_id == body.pk
    assert (link.state, link.decided_by_id, link.organisation_id) == (LinkState.SAME, None, body.pk)
    assert any(each["says"] == "it has the same number in a register" for each in link.spoke)


def test_grants_are_read_for_their_recipients_who_are_linked_or_wait_and_no_person_is_among_them() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    a_list(by)
    kept = a_list(by, GRANTS, ListKind.GRANTS)
    with as_tenant(by.organisation_id):
        cafe = DirectoryEntry.objects.get(name="Quillbridge Repair Cafe", received_in=kept)
        grants = list(Grant.objects.filter(entry=cafe).order_by("awarded_on"))
        shown = read(DirectoryEntry.objects.get(name="Quillbridge Repair Cafe", merged_into=None))

    assert [(grant.amount, grant.funder) for grant in grants] == [
        (Decimal("500.50"), "Fernborough Council"),
        (Decimal("1000.00"), "Fernborough Council"),
    ]
    assert cafe.merged_into_id is not None
    assert [grant.entry_id for grant in shown.grants] == [cafe.pk, cafe.pk]
    assert kept.left_out == [
        {"row": 5, "words": "The name looks like that of a person. Only organisations are in the directory"}
    ]
    assert not any("Sam Invented" in name for name in names(by.organisation_id))


def test_suppliers_of_a_file_of_payments_are_entered_once_and_no_person_among_them() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    a_list(by)
    payments = (
        "Supplier Name,Payment Date,Amount,Company Number\n"
        "Hartwell Property Care Ltd,1/6/2025,100,\n"
        "HARTWELL PROPERTY CARE LTD,2/6/2025,100,\n"
        "Marlpit Training C.I.C.,2/6/2025,(5.00),1234567\n"
        "Sam Invented,2/6/2025,5,\n"
    )
    kept = a_list(by, payments, ListKind.PAYMENTS)
    with as_tenant(by.organisation_id):
        brought = {entry.name: entry for entry in DirectoryEntry.objects.filter(received_in=kept)}

    assert set(brought) == {"Hartwell Property Care Ltd", "Marlpit Training C.I.C."}
    assert brought["Marlpit Training C.I.C."].merged_into_id is not None
    assert [line["row"] for line in kept.left_out] == [5]


def test_the_same_rows_again_are_here_already() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    a_list(by)
    again = a_list(by, CHARITIES + "GB-CHC-1999009,1999009,Oddfellow Choir,,2001-01-01,Sings,1,2025-03-31,\n")

    assert (again.counts["here"], again.counts["new"]) == (3, 1)
    assert len(names(by.organisation_id)) == 4


def test_undone_the_directory_is_as_the_other_lists_make_it() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    charities = a_list(by)
    grants = a_list(by, GRANTS, ListKind.GRANTS)
    assert names(by.organisation_id).count("Quillbridge Repair Cafe") == 1

    with as_tenant(by.organisation_id):
        directory_lists.undo(by=by, kept=charities, seen=charities.version, at=timezone.now())
    # The recipient had been merged into what went; it stands by itself again, with its grants.
    assert names(by.organisation_id) == ["Quillbridge Repair Cafe", "Thornwick Food Sharing"]
    with as_tenant(by.organisation_id):
        assert Grant.objects.count() == 3
        directory_lists.undo(by=by, kept=grants, seen=grants.version, at=timezone.now())
        assert not DirectoryEntry.objects.exists()
        assert not Grant.objects.exists()
        assert not EntryLink.objects.exists()


def test_a_list_is_its_organisations_alone_until_it_is_shown() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    a_list(by)
    assert names(EVERYONE) == []
    shown = a_list(by, GRANTS, ListKind.GRANTS, shown=True)
    # That one of them was merged into an entry which is not shown, and which that is, nobody else learns.
    assert names(EVERYONE) == ["Quillbridge Repair Cafe", "Thornwick Food Sharing"]
    with as_tenant(EVERYONE):
        cafe = DirectoryEntry.objects.get(name="Quillbridge Repair Cafe")
        assert cafe.merged_into_id is not None
        assert read(cafe).merged_into is None
    with as_tenant(by.organisation_id):
        directory_lists.undo(by=by, kept=shown, seen=shown.version, at=timezone.now())
    assert names(EVERYONE) == []


def test_only_some_may_bring_lists_and_nobody_sees_anothers() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    waiting = a_waiting_list(by)
    with pytest.raises(NotAllowed, match="bring a list into the directory"):
        directory_lists.check_can_bring(an_actor(role=Role.EVALUATOR))
    stranger = an_actor(role=Role.COMMISSIONER)
    with pytest.raises(NotAllowed, match="Only the organisation that brought in the list"):
        directory_lists.check_can_go_on(stranger, waiting)
    with as_tenant(stranger.organisation_id):
        assert entry_with(waiting.ref) is None
        assert not to_look_at(by.organisation_id).exists()
