"""Holds on disposal: who places and lifts them, and that a lifted one tells why."""

from __future__ import annotations

import pytest

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.privacy.actions import holds
from fourfold.ground.privacy.tables import LegalHold
from tests.builders.browsing import signed_in
from tests.builders.ground import TODAY, an_actor, trail

pytestmark = pytest.mark.django_db


def a_hold(by: Actor, *, record: str = "roles", person: Person | None = None) -> LegalHold:
    return holds.place(by=by, record=record, person=person, reason="Claim 12 of 2026", on=TODAY)


@pytest.mark.parametrize("role", Role.values)
def test_administrators_place_and_lift_and_some_look(role: str) -> None:
    by = an_actor(role=role)
    administrator = an_actor(
        role=Role.ADMINISTRATOR, organisation=Organisation.objects.get(pk=by.organisation_id)
    )
    hold = a_hold(administrator)
    may = role == Role.ADMINISTRATOR
    assert holds.can_hold(by) is may
    assert holds.can_lift(by, hold=hold) is may
    client = signed_in(by)
    looks = role in {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEAD}
    assert client.get("/data-protection/holds/").status_code == (200 if looks else 403)
    assert client.get("/data-protection/disposals/").status_code == (200 if looks else 403)
    assert client.get("/data-protection/holds/place/").status_code == (200 if may else 403)
    assert client.get(f"/data-protection/holds/{hold.ref}/lift/").status_code == (200 if may else 403)


def test_the_hold_of_another_organisation_is_not_there() -> None:
    hold = a_hold(an_actor(role=Role.ADMINISTRATOR))
    stranger = an_actor(role=Role.ADMINISTRATOR)
    assert not holds.can_lift(stranger, hold=hold)
    client = signed_in(stranger)
    assert client.get(f"/data-protection/holds/{hold.ref}/lift/").status_code == 404
    assert client.post(f"/data-protection/holds/{hold.ref}/lift/", {"because": "x"}).status_code == 404
    assert "Claim 12" not in client.get("/data-protection/holds/").content.decode()


def test_a_hold_is_placed_and_lifted_on_its_pages_with_reasons_that_stay() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    client = signed_in(by)
    sent = client.post(
        "/data-protection/holds/place/", {"record": "", "person": by.person_ref, "reason": "Claim <12>"}
    )
    assert sent.status_code == 302
    page = client.get("/data-protection/holds/").content.decode()
    assert "All kinds of record, of " + by.name in page
    assert "Claim &lt;12&gt;" in page
    with as_tenant(by.organisation_id):
        hold = LegalHold.objects.get()
    sent = client.post(f"/data-protection/holds/{hold.ref}/lift/", {"because": "Settled"})
    assert sent.status_code == 302
    assert "Settled" in client.get("/data-protection/holds/").content.decode()
    assert [entry.reason for entry in trail(table="ground_legalhold", row=hold.pk)] == [
        "Placed a hold on disposal",
        "Lifted a hold on disposal",
    ]


def test_a_hold_needs_its_reasons_and_a_kind_that_there_is() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="held for"):
        holds.place(by=by, record="roles", person=None, reason=" ", on=TODAY)
    with pytest.raises(Refused, match="kind of record"):
        holds.place(by=by, record="dreams", person=None, reason="Claim", on=TODAY)
    with pytest.raises(Refused, match="needed no longer"):
        holds.lift(by=by, hold=a_hold(by), because="", on=TODAY)


def test_a_hold_is_lifted_once() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    hold = a_hold(by)
    lifted = holds.lift(by=by, hold=hold, because="Settled", on=TODAY)
    with pytest.raises(NotAllowed, match="already"):
        holds.lift(by=by, hold=lifted, because="Again", on=TODAY)
    with pytest.raises(ChangedMeanwhile):
        holds.lift(by=by, hold=hold, because="At the same moment", on=TODAY)


def test_a_person_of_another_organisation_cannot_be_named() -> None:
    stranger = an_actor()
    page = signed_in(an_actor(role=Role.ADMINISTRATOR)).post(
        "/data-protection/holds/place/", {"record": "", "person": stranger.person_ref, "reason": "Claim"}
    )
    assert page.status_code == 422
