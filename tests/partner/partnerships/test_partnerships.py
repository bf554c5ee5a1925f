"""A partnership from its beginning to what came of it, read by its members and by nobody else unless it is shown."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.partner.actions import directory_lists, partnership_members, partnership_outcomes, partnerships
from fourfold.partner.actions.partnership_outcomes import Came
from fourfold.partner.models import MemberBrings, Partnership, PartnershipMember, PartnershipRating
from fourfold.partner.queries.partnerships import partnership_with, read
from fourfold.partner.rules.directory.layouts import ListKind
from tests.builders.browsing import signed_in
from tests.builders.directory import MEMBERS, READ_ON, a_list
from tests.builders.filled_in import fields_on
from tests.builders.ground import an_actor, an_organisation

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


def a_partnership(by: Actor, *, shown: bool = False) -> Partnership:
    with as_tenant(by.organisation_id):
        return partnerships.begin(
            by=by,
            described=partnerships.Described(
                title="Warm homes",
                purpose="Homes that are warm and dry",
                starts_on=READ_ON,
                ends_on=None,
                agreed_on=None,
                priorities=(),
                agreement=partnerships.Agreement("agreement.txt", b"We agree."),
                shown=shown,
            ),
            on=READ_ON,
            at=timezone.now(),
        )


def with_member(by: Actor, partnership: Partnership, member: Actor) -> PartnershipMember:
    with as_tenant(by.organisation_id):
        return partnership_members.add(
            by=by,
            partnership=partnership,
            organisation=Organisation.objects.get(pk=member.organisation_id),
            entry=None,
            role="delivers",
            on=READ_ON,
        )


def an_organisation_of(actor: Actor) -> object:
    from fourfold.ground.organisations.tables import Organisation

    return Organisation.objects.get(pk=actor.organisation_id)


def test_a_member_reads_it_until_it_leaves_and_then_no_more() -> None:
    lead = an_actor(role=Role.LEAD)
    charity = an_actor(role=Role.COMMUNITY, organisation=an_organisation("Menders", sector="charity"))
    partnership = a_partnership(lead)
    address = reverse("partnership", kwargs={"ref": partnership.ref})
    client = signed_in(charity)
    assert client.get(address).status_code == 404

    member = with_member(lead, partnership, charity)
    page = unescape(client.get(address).content.decode())
    assert "Homes that are warm and dry" in page
    assert "agreement.txt" in page
    assert "public and third sector" in page

    with as_tenant(lead.organisation_id):
        partnership_members.leave(by=lead, member=member, seen=member.version, on=READ_ON, at=timezone.now())
    assert client.get(address).status_code == 404
    assert "Members who left" in signed_in(lead).get(address).content.decode()


def test_shown_to_everyone_its_agreement_is_not() -> None:
    lead = an_actor(role=Role.LEAD)
    partnership = a_partnership(lead, shown=True)
    page = Client().get(reverse("partnership", kwargs={"ref": partnership.ref}))
    assert page.status_code == 200
    assert "agreement.txt" not in page.content.decode()
    with as_tenant(EVERYONE):
        seen = partnership_with(partnership.ref)
        assert seen is not None
        assert seen.agreement_id is not None
        assert not EvidenceFile.objects.filter(pk=seen.agreement_id).exists()


def test_a_list_of_members_is_added_once_and_taken_out_without_a_trace() -> None:
    lead = an_actor(role=Role.LEAD)
    partnership = a_partnership(lead)
    taken = a_list(lead, MEMBERS, ListKind.MEMBERS)
    with as_tenant(lead.organisation_id):
        assert len(partnership_members.to_join(partnership, taken)) == 3
        partnership_members.add_list(by=lead, partnership=partnership, taken=taken, on=READ_ON)
        assert partnership_members.add_list(by=lead, partnership=partnership, taken=taken, on=READ_ON) == []
        members = {each.name: each.sector for each in read(partnership).members}
        assert members["Quillbridge Health Board"] == "other_public"
        assert len(members) == 4
        with pytest.raises(Refused, match="Take them out of the partnership first"):
            directory_lists.undo(by=lead, kept=taken, seen=taken.version, at=timezone.now())
        assert (
            partnership_members.take_list_out(
                by=lead, partnership=partnership, taken=taken, at=timezone.now()
            )
            == 3
        )
        directory_lists.undo(by=lead, kept=taken, seen=taken.version, at=timezone.now())
        assert [each.role for each in read(partnership).members] == ["lead"]


def test_each_member_answers_once_and_reads_no_other_answer() -> None:
    lead = an_actor(role=Role.LEAD)
    charity = an_actor(role=Role.COMMUNITY, organisation=an_organisation("Menders", sector="charity"))
    partnership = a_partnership(lead)
    with_member(lead, partnership, charity)
    for by, score in ((lead, "satisfied"), (charity, "dissatisfied"), (charity, "very_satisfied")):
        client = signed_in(by)
        address = reverse("rate_partnership", kwargs={"ref": partnership.ref})
        fields = {**fields_on(client.get(address).content.decode()), "score": score}
        assert client.post(address, fields).status_code == 302
    with as_tenant(charity.organisation_id):
        (own,) = PartnershipRating.objects.all()
        assert own.score == "very_satisfied"
    with as_tenant(lead.organisation_id):
        assert PartnershipRating.objects.count() == 2
    page = signed_in(lead).get(reverse("partnerships")).content.decode()
    # Two answers are too few to show.
    assert "withheld" in page
    assert "% of" not in page


def test_a_saving_says_whose_how_found_and_how_sure() -> None:
    lead = an_actor(role=Role.LEAD)
    client, partnership = signed_in(lead), a_partnership(lead)
    address = reverse("partnership_benefit", kwargs={"ref": partnership.ref})
    fields = {
        **fields_on(client.get(address).content.decode()),
        "what": "Fewer nights in emergency housing",
        "starts_on": "1 April 2025",
        "ends_on": "31 March 2026",
        "amount": "18,000",
        "budget": "",
        "method": "unit_cost",
        "confidence": "low",
    }
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "Say in which budget it was saved" in answer.content.decode()
    assert client.post(address, {**fields, "budget": "Homelessness"}).status_code == 302
    page = client.get(reverse("partnership", kwargs={"ref": partnership.ref})).content.decode()
    assert "£18,000" in page
    assert "A number that was counted, times the cost of one" in page


def test_only_its_lead_changes_it_and_what_is_to_come_is_no_benefit() -> None:
    lead = an_actor(role=Role.LEAD)
    charity = an_actor(role=Role.COMMUNITY, organisation=an_organisation("Menders", sector="charity"))
    partnership = a_partnership(lead)
    member = with_member(lead, partnership, charity)
    with (
        as_tenant(charity.organisation_id),
        pytest.raises(NotAllowed, match="Only the organisation that leads"),
    ):
        partnership_members.bring(by=charity, member=member, kind="people", words="Two", amount=None)
    with as_tenant(lead.organisation_id):
        with pytest.raises(Refused, match="Money has an amount"):
            partnership_members.bring(by=lead, member=member, kind="money", words="A grant", amount=None)
        later = Came("Warmer", READ_ON, READ_ON.replace(year=2031))
        with pytest.raises(Refused, match="still to come"):
            partnership_outcomes.record(by=lead, member=member, came=later, on=READ_ON)
        assert not MemberBrings.objects.exists()
