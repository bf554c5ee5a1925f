"""A need from an e-mail address to help that was given, and who reads what on the way."""

from __future__ import annotations

import re
from dataclasses import asdict
from html import unescape

import pytest
from django.core.signing import dumps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import EVERYONE, MAINTENANCE, as_tenant
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from fourfold.partner.actions import introductions, needs
from fourfold.partner.models import Need, NeedContact
from fourfold.partner.queries.board import needs_for, offer_with
from tests.builders.board import an_offer, an_open_need, what_is_posted
from tests.builders.browsing import signed_in
from tests.builders.filled_in import fields_on
from tests.builders.ground import an_actor, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    with declared(person=None, organisation=None, reason="For a test"):
        return Place.objects.create(code="E08000035", name="Leeds", nation="England")


def test_a_need_is_posted_by_a_link_and_shown_when_somebody_looked_at_it(place: Place) -> None:
    lead = an_actor(role=Role.LEAD)
    council = Organisation.objects.get(pk=lead.organisation_id)
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.filter(pk=council.pk).update(takes_part=True)
    anyone, posted = Client(), what_is_posted(council, place)
    form = asdict(posted)
    sent = anyone.post(
        reverse("post_need"),
        {
            **form,
            "to": council.ref,
            "place": "Leeds",
            "starts_on": "1 December 2030",
            "ends_on": "5 December 2030",
        },
    )
    assert sent.status_code == 200, unescape(sent.content.decode())
    with as_tenant(MAINTENANCE):
        assert not Need.objects.exists()
        mail = OutboxMail.objects.get(kind=needs.MAIL)
    found = re.search(r"/board/needs/post/\S+", mail.text)
    assert found is not None
    link = found[0]
    assert "breakfast club" in anyone.get(link).content.decode()
    with as_tenant(MAINTENANCE):
        assert not Need.objects.exists(), "whatever follows the link has not sent the form"
    assert anyone.post(link).status_code == 302
    # Once.
    assert anyone.get(link).status_code == 404
    with as_tenant(council.pk):
        need = Need.objects.get()
    address = reverse("need", kwargs={"ref": need.ref})
    assert anyone.get(address).status_code == 404

    client = signed_in(lead)
    deciding = reverse("decide_need", kwargs={"ref": need.ref})
    fields = {**fields_on(client.get(deciding).content.decode()), "to": "open", "because": ""}
    assert client.post(deciding, fields).status_code == 302
    shown = anyone.get(address).content.decode()
    assert "Quillbridge Breakfasts" in shown
    assert "robin@quill.example" not in shown
    assert "robin@quill.example" in client.get(address).content.decode()
    with as_tenant(EVERYONE):
        assert not NeedContact.objects.exists()


def test_a_forged_or_broken_link_posts_nothing(place: Place) -> None:
    for text in ("nothing", dumps({"title": "x"}, salt="fourfold.partner.need"), dumps([1], salt="other")):
        assert Client().get(reverse("confirm_need", kwargs={"signed": text})).status_code == 404


def test_whoever_was_helped_less_comes_first_and_every_part_is_shown(place: Place) -> None:
    lead = an_actor(role=Role.LEAD)
    council = Organisation.objects.get(pk=lead.organisation_id)
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.filter(pk=council.pk).update(takes_part=True)
    supplier = an_actor(role=Role.SUPPLIER, organisation=an_organisation("Menders", sector="private"))
    offer = an_offer(supplier, place)
    first = an_open_need(lead, council, place)
    with as_tenant(lead.organisation_id):
        made = introductions.introduce(
            by=lead, need=first, offer=offer, on=timezone.localdate(), at=timezone.now()
        )
        introductions.record(
            by=lead,
            made=made,
            seen=0,
            to="helped",
            quantity=first.quantity,
            outcome="They came.",
            on=timezone.localdate(),
        )
    again = an_open_need(lead, council, place, title="More hands")
    other = an_open_need(lead, council, place, title="Hands for a garden", group="Thornwick Garden")
    with as_tenant(lead.organisation_id):
        seen = offer_with(offer.ref)
        assert seen is not None
        ranked = needs_for(seen, owner=council.pk, on=timezone.localdate())
    # The first is introduced already; of the others the one that had no help yet comes first.
    assert [one.need.ref for one in ranked] == [other.ref, again.ref]
    page = signed_in(lead).get(reverse("offer", kwargs={"ref": offer.ref})).content.decode()
    for part in (
        "How near it is",
        "How soon it is needed",
        "How deprived the area is",
        "of it the offer covers",
    ):
        assert part in page
    assert "not yet" in page


def test_those_who_are_introduced_reach_one_another_and_nobody_else_does(place: Place) -> None:
    lead = an_actor(role=Role.LEAD)
    council = Organisation.objects.get(pk=lead.organisation_id)
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.filter(pk=council.pk).update(takes_part=True)
    supplier = an_actor(role=Role.SUPPLIER, organisation=an_organisation("Menders", sector="private"))
    stranger = an_actor(role=Role.SUPPLIER, organisation=an_organisation("Others", sector="private"))
    offer, need = an_offer(supplier, place), an_open_need(lead, council, place)
    client = signed_in(lead)
    asking = reverse("introduce", kwargs={"ref": need.ref, "offer": offer.ref})
    answer = client.post(asking, fields_on(client.get(asking).content.decode()))
    assert answer.status_code == 302
    made = answer["Location"]
    assert "robin@quill.example" in signed_in(supplier).get(made).content.decode()
    assert signed_in(stranger).get(made).status_code == 404
    with as_tenant(MAINTENANCE):
        mails = {mail.address for mail in OutboxMail.objects.filter(kind=introductions.MAIL)}
    assert mails == {"robin@quill.example", supplier.email}
    with as_tenant(lead.organisation_id), pytest.raises(Refused, match="introduced already"):
        introductions.introduce(by=lead, need=need, offer=offer, on=timezone.localdate(), at=timezone.now())
