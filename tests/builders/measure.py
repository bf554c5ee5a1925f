"""Accounts to test with, over promises and what was verified of them, taken as far as the test needs by the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.models import Ledger, Measure
from fourfold.ground.kernel.periods import Period
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Person, Role
from fourfold.hub.commands.demonstration.valued import MAP
from fourfold.integrate.queries.contracts import contract_row
from fourfold.measure.actions import accounts, findings, value_maps
from fourfold.measure.exchange.value_map.editing import text_of
from fourfold.measure.models import Account, Finding, ValueMap
from fourfold.measure.queries.exceptions import kind_named
from fourfold.partner.actions import verifications
from fourfold.partner.actions.deliveries import move
from fourfold.partner.models import Delivery, DeliveryState, Verification
from tests.builders.define import a_proxy
from tests.builders.ground import TODAY, an_actor
from tests.builders.promises import NOW, a_delivery, a_promise

if TYPE_CHECKING:
    from fourfold.define.models import Proxy
    from fourfold.ground.people.actor import Actor
    from fourfold.ground.trail.exceptions import ExceptionKind
    from tests.builders.promises import Promise

THIS_YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))
LIFE = Period(date(2025, 4, 1), date(2027, 3, 31))


@dataclass(frozen=True, slots=True)
class Signatories:
    """The people of one buyer through whose hands an account goes."""

    lead: Actor
    auditor: Actor
    approver: Actor


def signatories(buyer: Organisation) -> Signatories:
    return Signatories(
        *(an_actor(role=role, organisation=buyer) for role in (Role.LEAD, Role.AUDITOR, Role.APPROVER))
    )


def a_verified_delivery(promise: Promise, *, quantity: int = 10, verified: str = "") -> Verification:
    """Reported for last month and verified, in full or `verified` of it."""
    delivery = a_delivery(promise, quantity=quantity, recipient=False)
    with as_tenant(promise.buyer.pk):
        return verifications.verify(
            by=promise.manager,
            delivery=delivery,
            quantity=Decimal(verified or quantity),
            on_evidence="Seen.",
            on=TODAY,
        )


def verified(promise: Promise, delivery: Delivery, quantity: int = 10) -> None:
    with as_tenant(promise.buyer.pk):
        verifications.verify(
            by=promise.manager, delivery=delivery, quantity=Decimal(quantity), on_evidence="Seen.", on=TODAY
        )


def reverse_delivery(promise: Promise, verification: Verification) -> None:
    """What was verified turns out not to stand."""
    with as_tenant(promise.buyer.pk), change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        move(Delivery.objects.get(pk=verification.delivery_id), to=DeliveryState.REVERSED)


def a_value(
    promise: Promise, *, value: str = "1500.00", ledger: str = Ledger.FISCAL, **changed: object
) -> Proxy:
    lead = an_actor(role=Role.LEAD, organisation=promise.buyer)
    with as_tenant(promise.buyer.pk):
        measure = Measure.objects.get(pk=promise.commitment.measure_id)
    return a_proxy(lead, measure, value=value, ledger=ledger, **changed)


def an_account(
    promise: Promise,
    *,
    by: Actor | None = None,
    of_contract: bool = True,
    period: Period = LIFE,
    title: str = "Account of the repairs",
) -> Account:
    """A draft of the contract of `promise`, or of the whole organisation."""
    with as_tenant(promise.buyer.pk):
        return accounts.draft(
            by=by or promise.manager,
            contract=contract_row(promise.contract.ref) if of_contract else None,
            period=period,
            title=title,
            on=TODAY,
        )


def an_assured_account(promise: Promise, people: Signatories, account: Account | None = None) -> Account:
    account = account or an_account(promise)
    with as_tenant(promise.buyer.pk):
        return accounts.assure(by=people.auditor, account=account, on=TODAY)


def a_signed_account(promise: Promise, people: Signatories, account: Account | None = None) -> Account:
    assured = an_assured_account(promise, people, account)
    with as_tenant(promise.buyer.pk):
        return accounts.sign(by=people.approver, account=assured, on=TODAY)


def a_published_account(
    promise: Promise | None = None,
    people: Signatories | None = None,
    account: Account | None = None,
) -> Account:
    promise = promise or a_promise()
    people = people or signatories(promise.buyer)
    signed = a_signed_account(promise, people, account)
    with as_tenant(promise.buyer.pk):
        return accounts.publish(by=people.lead, account=signed, on=TODAY, at=NOW)


def account_now(account: Account) -> Account:
    with as_tenant(account.owner_id):
        return Account.objects.get(pk=account.pk)


def a_kind_of_exception(key: str) -> ExceptionKind:
    known = kind_named(key)
    assert known is not None
    return known


def a_value_map(promise: Promise) -> ValueMap:
    """The demonstration's, kept by a lead of the buyer."""
    lead = an_actor(role=Role.LEAD, organisation=promise.buyer)
    with as_tenant(promise.buyer.pk):
        return value_maps.keep(by=lead, title="First jobs", document=text_of(MAP), file_name="", on=TODAY)


def a_finding(promise: Promise, *, by: Actor | None = None, to: Actor | None = None) -> Finding:
    """An auditor's question to the contract manager about a delivery verified before its recipient answered."""
    delivery = a_delivery(promise)
    verified(promise, delivery)
    by = by or an_actor(role=Role.AUDITOR, organisation=promise.buyer)
    with as_tenant(promise.buyer.pk):
        return findings.raise_finding(
            by=by,
            kind=a_kind_of_exception("verified-without-answer"),
            thing=delivery.ref,
            words="What was it verified on?",
            assigned_to=Person.objects.get(pk=(to or promise.manager).person_id),
            due_on=TODAY + timedelta(days=14),
            on=TODAY,
        )
