"""A joint procurement on its pages: the lead arranges it, the others read, agree or decline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import JointProcurement
from tests.builders.browsing import signed_in, words
from tests.builders.filled_in import fields_on
from tests.builders.ground import an_actor, an_organisation
from tests.builders.integrate import a_buyer, a_considered_procurement

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


def arranged_on_its_page(by: Actor, other: str, **more: str) -> tuple[str, object]:
    client = signed_in(by)
    procurement = a_considered_procurement(by)
    address = f"/integrate/procurements/{procurement.ref}/joint/"
    page = client.get(address)
    assert "You buy this alone" in words(page)
    sent = {
        **fields_on(page.content.decode()),
        "because": "One depot.",
        "share_0": "60%",
        "organisation_1": other,
        "share_1": "40",
        **more,
    }
    return address, client.post(address, sent)


def test_the_lead_asks_and_the_other_reads_and_agrees() -> None:
    by = a_buyer(Role.COMMISSIONER)
    other = an_organisation("Ash Borough Council")
    approver = an_actor(role=Role.APPROVER, organisation=other)
    own = an_actor(role=Role.APPROVER, organisation=Organisation.objects.get(pk=by.organisation_id))
    address, _ = arranged_on_its_page(by, other.name)
    page = words(signed_in(by).get(address))
    assert "Ash Borough Council" in page
    assert "40%" in page
    assert page.count("Asked, not agreed yet") == 2
    with as_tenant(by.organisation_id):
        joint = JointProcurement.objects.select_related("procurement").get()
    client, page = signed_in(approver), f"/integrate/joint/{joint.ref}/"
    assert "Led by others, bought with you" in words(client.get("/integrate/procurements/"))
    read = client.get(page)
    assert "Your part: 40%" in words(read)
    assert "Apprenticeships for people who live here" in words(read)
    assert "Social value" in words(read)
    # The lead's own pages are not theirs, nor is this one a stranger's.
    assert client.get(address).status_code == 404
    assert signed_in(a_buyer(Role.APPROVER)).get(page).status_code == 404
    agreed = client.post(f"{page}agree/", fields_on(read.content.decode()), follow=True)
    assert "You agreed. It stands here with your name." in words(agreed)
    lead = signed_in(own)
    lead.post(f"{page}agree/", fields_on(lead.get(address).content.decode()))
    assert words(lead.get(address)).count("Agreed by") == 2
    assert "Ash Borough Council (40%, agreed)" in words(
        lead.get(f"/integrate/procurements/{joint.procurement.ref}/")
    )


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept() -> None:
    by = a_buyer(Role.COMMISSIONER)
    other = an_organisation("Ash Borough Council")
    _, answer = arranged_on_its_page(by, other.name, share_1="39.5")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "they add to 99.5%" in words(answer)
    assert 'value="39.5"' in answer.content.decode()  # type: ignore[attr-defined]


def test_who_declines_says_why_and_the_lead_reads_it() -> None:
    by = a_buyer(Role.COMMISSIONER)
    other = an_organisation("Ash Borough Council")
    address, _ = arranged_on_its_page(by, other.name)
    with as_tenant(by.organisation_id):
        ref = JointProcurement.objects.get().ref
    client = signed_in(an_actor(role=Role.APPROVER, organisation=other))
    page = f"/integrate/joint/{ref}/no/"
    form = fields_on(client.get(page).content.decode())
    client.post(page, {**form, "because": "We have a depot."})
    assert client.get(f"/integrate/joint/{ref}/").status_code == 404
    assert "We have a depot." in words(signed_in(by).get(address))
