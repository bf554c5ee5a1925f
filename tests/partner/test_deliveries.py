"""Reporting, confirming and verifying: who may, what is refused, and what nobody else sees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from fourfold.ground.files import store
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Person, Role
from fourfold.partner.actions import confirmations, deliveries, verifications
from fourfold.partner.models import Confirmation, ConfirmationState, Delivery, DeliveryState, Verification
from fourfold.partner.queries.deliveries import delivery_page
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.promises import A_NOTE, NOW, Promise, a_delivery, a_promise

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


def seen_by(organisation: int, delivery: Delivery) -> Delivery | None:
    with as_tenant(organisation):
        return Delivery.objects.filter(pk=delivery.pk).first()


def report(promise: Promise, by: Actor | None = None, **changed: Any) -> Delivery:
    given: dict[str, Any] = {
        "quantity": Decimal(10),
        "starts_on": date(2026, 10, 1),
        "ends_on": date(2026, 10, 31),
        "words": "Done",
        "uploads": [A_NOTE],
        "recipient": promise.recipient,
    } | changed
    with as_tenant((by or promise.reporter).organisation_id):
        return deliveries.report(
            by=by or promise.reporter, commitment=promise.commitment, on=TODAY, at=NOW, **given
        )


def test_a_reported_delivery_is_seen_by_buyer_supplier_and_recipient_and_by_nobody_else() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    assert delivery.state == DeliveryState.REPORTED
    for organisation in (promise.buyer, promise.supplier, promise.recipient):
        assert seen_by(organisation.pk, delivery) is not None
    assert seen_by(an_organisation().pk, delivery) is None
    assert seen_by(0, delivery) is None


def test_its_evidence_is_kept_by_its_content() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    with as_tenant(promise.recipient.pk):
        page = delivery_page(delivery.ref)
    assert page is not None
    assert [store.read(file.sha256) for file in page.evidence] == [A_NOTE.content]


@pytest.mark.parametrize("role", list(Role))
def test_only_a_supplier_role_of_the_contracts_supplier_reports(role: str) -> None:
    promise = a_promise()
    for organisation, may in (
        (promise.supplier, role == Role.SUPPLIER),
        (promise.buyer, False),
        (an_organisation(), False),
    ):
        actor = an_actor(role=role, organisation=organisation)
        with as_tenant(organisation.pk):
            assert deliveries.can_report(actor, promise.commitment, on=TODAY) is may


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"quantity": Decimal(0)}, "quantity", "above nothing"),
        ({"quantity": Decimal(-3)}, "quantity", "above nothing"),
        ({"quantity": Decimal("1.5")}, "quantity", "whole number of apprenticeships"),
        ({"quantity": Decimal(1_001)}, "quantity", "ten times the whole promise"),
        ({"starts_on": date(2026, 11, 1), "ends_on": date(2026, 10, 1)}, "ends_on", "on or after the first"),
        ({"ends_on": date(2026, 11, 24)}, "ends_on", "future"),
        ({"starts_on": date(2025, 3, 31)}, "starts_on", "within the commitment"),
        ({"words": "  "}, "words", "what was done"),
        ({"uploads": []}, "evidence", "at least one file"),
    ],
)
def test_what_cannot_have_been_delivered_is_refused_and_nothing_is_kept(
    changed: dict[str, Any], field: str, says: str
) -> None:
    promise = a_promise()
    with pytest.raises(Refused, match=says) as refused:
        report(promise, **changed)
    assert refused.value.field == field
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_kept() -> None:
    promise = a_promise()
    with pytest.raises(NotAccepted, match=r"photo\.jpg” is a program"):
        report(promise, uploads=[A_NOTE, deliveries.Upload(name="photo.jpg", content=b"\x7fELF\x00\x01")])
    with as_tenant(promise.buyer.pk):
        assert not Delivery.objects.exists()
        assert not Confirmation.objects.exists()


def test_a_supplier_cannot_be_its_own_recipient() -> None:
    promise = a_promise()
    with pytest.raises(Refused, match="cannot confirm your own"):
        report(promise, recipient=promise.supplier)


@pytest.mark.parametrize("role", list(Role))
def test_only_a_community_role_of_the_recipient_answers(role: str) -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    with as_tenant(promise.buyer.pk):
        confirmation = Confirmation.objects.select_related("delivery").get(delivery=delivery)
        recipients, others = (
            an_actor(role=role, organisation=who) for who in (promise.recipient, promise.supplier)
        )
        assert confirmations.can_answer(recipients, confirmation, on=TODAY) is (role == Role.COMMUNITY)
        assert not confirmations.can_answer(others, confirmation, on=TODAY)


def test_confirming_says_the_whole_quantity_and_cannot_be_done_twice() -> None:
    promise = a_promise()
    delivery = a_delivery(promise, quantity=10)
    with as_tenant(promise.recipient.pk):
        confirmation = Confirmation.objects.get(delivery=delivery)
        confirmed = confirmations.confirm(
            by=promise.community, confirmation=confirmation, quantity=Decimal(10), words="", on=TODAY
        )
        assert (confirmed.state, confirmed.quantity) == (ConfirmationState.CONFIRMED, Decimal(10))
        with pytest.raises(NotAllowed, match="already been answered"):
            confirmations.confirm(
                by=promise.community, confirmation=confirmed, quantity=Decimal(10), words="", on=TODAY
            )


def dispute(
    promise: Promise, delivery: Delivery, *, quantity: int = 4, in_confidence: bool = False
) -> Confirmation:
    with as_tenant(promise.recipient.pk):
        return confirmations.dispute(
            by=promise.community,
            confirmation=Confirmation.objects.get(delivery=delivery),
            quantity=Decimal(quantity),
            words="Only four came.",
            in_confidence=in_confidence,
            on=TODAY,
            at=NOW,
        )


def test_what_is_disputed_is_not_verified_until_it_is_resolved() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    dispute(promise, delivery)
    with as_tenant(promise.buyer.pk):
        with pytest.raises(NotAllowed, match="Resolve the dispute first"):
            verifications.verify(
                by=promise.manager, delivery=delivery, quantity=Decimal(4), on_evidence="Seen", on=TODAY
            )
        confirmations.resolve(
            by=promise.manager,
            confirmation=Confirmation.objects.get(delivery=delivery),
            resolution="Four it is.",
        )
        verified = verifications.verify(
            by=promise.manager,
            delivery=delivery,
            quantity=Decimal(4),
            on_evidence="Seen",
            on=TODAY,
        )
        assert verified.quantity == Decimal(4)
        assert Delivery.objects.get(pk=delivery.pk).state == DeliveryState.ACCEPTED


@pytest.mark.parametrize(("in_confidence", "supplier_sees"), [(False, True), (True, False)])
def test_a_dispute_in_confidence_is_hidden_from_the_supplier_alone(
    *, in_confidence: bool, supplier_sees: bool
) -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    dispute(promise, delivery, in_confidence=in_confidence)
    with as_tenant(promise.supplier.pk):
        assert Confirmation.objects.filter(delivery=delivery).exists() is supplier_sees
    with as_tenant(promise.buyer.pk):
        assert Confirmation.objects.get(delivery=delivery).words == "Only four came."


@pytest.mark.parametrize("role", list(Role))
def test_only_a_contract_manager_of_the_buyer_verifies(role: str) -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    with as_tenant(promise.buyer.pk):
        assert verifications.can_verify(an_actor(role=role, organisation=promise.buyer), delivery) is (
            role == Role.CONTRACT_MANAGER
        )
        assert not verifications.can_verify(an_actor(role=role, organisation=promise.supplier), delivery)


def test_nobody_verifies_what_they_reported_whatever_roles_they_hold() -> None:
    promise = a_promise()
    both = an_actor(role=Role.SUPPLIER, organisation=promise.supplier)
    delivery = a_delivery(promise, by=both)
    at_the_buyer = an_actor(
        role=Role.CONTRACT_MANAGER,
        organisation=promise.buyer,
        person=Person.objects.get(pk=both.person_id),
    )
    with as_tenant(promise.buyer.pk), pytest.raises(NotAllowed, match="cannot verify what you submitted"):
        verifications.check_can_verify(at_the_buyer, delivery)


@pytest.mark.parametrize("quantity", ["0", "-1", "10.5", "11"])
def test_no_more_is_verified_than_was_reported(quantity: str) -> None:
    promise = a_promise()
    delivery = a_delivery(promise, quantity=10)
    with as_tenant(promise.buyer.pk), pytest.raises(Refused):
        verifications.verify(
            by=promise.manager,
            delivery=delivery,
            quantity=Decimal(quantity),
            on_evidence="Seen",
            on=TODAY,
        )
    with as_tenant(promise.buyer.pk):
        assert not Verification.objects.exists()


def test_a_returned_delivery_is_reported_again_and_its_recipient_asked_again() -> None:
    promise = a_promise()
    delivery = a_delivery(promise, quantity=10)
    with as_tenant(promise.recipient.pk):
        confirmations.confirm(
            by=promise.community,
            confirmation=Confirmation.objects.get(delivery=delivery),
            quantity=Decimal(10),
            words="",
            on=TODAY,
        )
    with as_tenant(promise.buyer.pk):
        returned = verifications.send_back(by=promise.manager, delivery=delivery, because="Which site?")
    with as_tenant(promise.supplier.pk):
        again = deliveries.report_again(
            by=promise.reporter,
            delivery=returned,
            quantity=Decimal(8),
            words="Two left.",
            uploads=[],
            on=TODAY,
            at=NOW,
        )
        assert (again.state, again.quantity) == (DeliveryState.REPORTED, Decimal(8))
        asked = Confirmation.objects.get(delivery=delivery)
        assert (asked.state, asked.quantity) == (ConfirmationState.ASKED, None)


def test_a_rejected_delivery_stays_rejected() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    with as_tenant(promise.buyer.pk):
        rejected = verifications.reject(by=promise.manager, delivery=delivery, because="Not our site.")
        with pytest.raises(NotAllowed, match="Rejected"):
            verifications.verify(
                by=promise.manager, delivery=rejected, quantity=Decimal(1), on_evidence="x", on=TODAY
            )
