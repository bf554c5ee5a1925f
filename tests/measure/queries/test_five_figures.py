"""The five figures as they are counted from the rows, beside a plain count over everything, one row at a time."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.ground.kernel.periods import Period
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import change
from fourfold.integrate.models import Commitment, CommitmentQuarter
from fourfold.integrate.queries.commitments import commitment_row, commitments_of_contract
from fourfold.measure.models import Account, AccountLineVerification
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.queries.standing import by_measure, organisation_figures, supplier_figures
from fourfold.partner.models import Confirmation, ConfirmationState, Delivery, DeliveryState, Verification
from tests.builders.ground import TODAY, a_person, an_organisation
from tests.builders.measure import (
    THIS_YEAR,
    a_published_account,
    a_verified_delivery,
    reverse_delivery,
    signatories,
)
from tests.builders.promises import a_promise

if TYPE_CHECKING:
    from fourfold.integrate.queries.commitments import CommitmentRow
    from fourfold.measure.rules.five_figures import FiveFigures
    from tests.builders.promises import Promise

pytestmark = pytest.mark.django_db

STATES = (*DeliveryState,)


def figures_of(promise: Promise, *, on: date = TODAY, period: Period | None = None) -> FiveFigures:
    with as_tenant(promise.buyer.pk):
        (found,) = five_figures([promise.commitment], on=on, period=period)
    return found.figures


def random_deliveries(promise: Promise, seed: int, *, rows: int = 60) -> None:
    """Straight into the tables: every state, tenths that no binary number holds, answers and proofs of any size allowed."""
    dice = random.Random(seed)  # noqa: S311  (a test that can be run again)
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        other = a_person()
        for _ in range(rows):
            ends_on = date(2025, 4, 1) + timedelta(days=dice.randrange(729))
            quantity = Decimal(dice.randrange(1, 500)) / 10
            state = dice.choice(STATES)
            delivery = Delivery(
                owner=promise.buyer,
                commitment_id=promise.commitment.pk,
                measure_id=promise.commitment.measure_id,
                quantity=quantity,
                starts_on=ends_on,
                ends_on=ends_on,
                words="Done",
                state=state,
                returned_because="Why?" if state in {DeliveryState.RETURNED, DeliveryState.REJECTED} else "",
                reported_by_id=promise.reporter.person_id,
                reported_for=promise.supplier,
                reported_on=ends_on,
            )
            delivery.root = delivery.ref
            delivery.save()
            inside = {"owner": promise.buyer, "root": delivery.root, "delivery": delivery}
            if dice.random() < 0.6:
                answered = dice.random() < 0.7
                Confirmation.objects.create(
                    **inside,
                    asked_of=promise.recipient,
                    state=ConfirmationState.CONFIRMED if answered else ConfirmationState.ASKED,
                    quantity=(quantity * dice.randrange(11) / 10).quantize(Decimal("0.01"))
                    if answered
                    else None,
                    answered_by_id=other.pk if answered else None,
                )
            if state in {DeliveryState.ACCEPTED, DeliveryState.REVERSED}:
                Verification.objects.create(
                    **inside,
                    quantity=(quantity * dice.randrange(11) / 10).quantize(Decimal("0.01")),
                    on_evidence="Seen",
                    verified_by_id=other.pk,
                    verified_on=ends_on,
                    reported_by_id=promise.reporter.person_id,
                )


def counted_plainly(row: CommitmentRow, first: date, last: date) -> dict[str, Decimal]:
    """The same figures, by going through every row and asking what it counts towards."""
    due = reported = confirmed = verified = published = Decimal(0)
    for quarter in CommitmentQuarter.objects.all():
        if quarter.commitment_id == row.pk and first <= quarter.due_on <= last:
            due += quarter.quantity
    shown = {
        each.verification_id
        for each in AccountLineVerification.objects.all()
        if each.line.account.state == "published"
        and not Account.objects.filter(corrects=each.line.account, state="published").exists()
    }
    for delivery in Delivery.objects.all():
        if delivery.commitment_id != row.pk or not first <= delivery.ends_on <= last:
            continue
        if delivery.state not in {"reported", "accepted"}:
            continue
        reported += delivery.quantity
        for answer in Confirmation.objects.filter(delivery=delivery):
            confirmed += answer.quantity or 0
        for proof in Verification.objects.filter(delivery=delivery):
            if delivery.state == "accepted":
                verified += proof.quantity
                published += proof.quantity if proof.pk in shown else 0
    return {
        "committed": row.quantity,
        "due": due,
        "reported": reported,
        "confirmed": confirmed,
        "verified": verified,
        "published": published,
    }


@pytest.mark.parametrize("seed", range(6))
def test_they_are_what_going_through_every_row_gives(seed: int) -> None:
    promise = a_promise(quantity=3000, unit="hours")
    random_deliveries(promise, seed)
    if seed % 2:
        a_published_account(promise)
    dice = random.Random(seed)  # noqa: S311  (a test that can be run again)
    for _ in range(5):
        on = date(2025, 4, 1) + timedelta(days=dice.randrange(900))
        start = date(2025, 1, 1) + timedelta(days=dice.randrange(700))
        period = dice.choice([None, Period(start, start + timedelta(days=dice.randrange(500)))])
        first, last = (date.min, on) if period is None else (period.start, min(period.end, on))
        found = figures_of(promise, on=on, period=period)
        with as_tenant(promise.buyer.pk):
            plain = counted_plainly(promise.commitment, first, last)
        assert {name: getattr(found, name) for name in plain} == plain


def test_a_thousand_tenths_are_a_hundred_and_not_nearly() -> None:
    promise = a_promise(quantity=1000, unit="hours")
    random_deliveries(promise, 1, rows=1)
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        Delivery.objects.update(state=DeliveryState.REPORTED)
        one = Delivery.objects.get()
        copies = []
        for _ in range(1000):
            copy = Delivery(
                **{
                    field.attname: getattr(one, field.attname)
                    for field in Delivery._meta.concrete_fields
                    if field.attname not in {"id", "ref"}
                }
            )
            copy.quantity = Decimal("0.10")
            copies.append(copy)
        Delivery.objects.bulk_create(copies)
        Delivery.objects.filter(pk=one.pk).update(quantity=Decimal("0.10"))
    assert figures_of(promise, on=date(2027, 3, 31)).reported == Decimal("100.10")


def test_a_waived_commitment_promises_no_more_than_had_fallen_due() -> None:
    promise = a_promise(quantity=100)
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        Commitment.objects.filter(pk=promise.commitment.pk).update(state="waived")
        row = commitment_row(pk=promise.commitment.pk)
        (found,) = five_figures([row], on=TODAY)
    assert found.figures.committed == found.figures.due
    assert 0 < found.figures.due < 100


def test_what_was_published_and_reversed_is_published_since_withdrawn_until_a_correction_says_so() -> None:
    from fourfold.measure.actions import accounts

    promise = a_promise()
    people = signatories(promise.buyer)
    gone, stays = a_verified_delivery(promise, quantity=10), a_verified_delivery(promise, quantity=4)
    published = a_published_account(promise, people)
    a_published_account(promise, people)
    assert figures_of(promise).published == 14
    reverse_delivery(promise, gone)
    with as_tenant(promise.buyer.pk):
        (found,) = five_figures([promise.commitment], on=TODAY)
        assert (found.figures.reported, found.figures.verified, found.figures.published, found.withdrawn) == (
            4,
            4,
            4,
            10,
        )
        for account in Account.objects.filter(state="published"):
            edition = accounts.correct(
                by=promise.manager, account=account, what_changed="Ten did not stand.", on=TODAY
            )
            assert list(edition.lines.values_list("verified", flat=True)) == [stays.quantity]
            a_published_account(promise, people, edition)
        (found,) = five_figures([promise.commitment], on=TODAY)
    assert (found.figures.published, found.withdrawn) == (4, 0)
    assert published.sha256


def test_the_number_of_queries_does_not_grow_with_the_number_of_commitments() -> None:
    counts: list[int] = []
    for promise in (a_promise(), a_promise()):
        with (
            as_tenant(promise.buyer.pk),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            rows = commitments_of_contract(promise.contract.ref)
            five_figures(rows * (1 if not counts else 30), on=TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_the_buyer_and_the_supplier_read_the_same_and_others_nothing() -> None:
    promise = a_promise()
    a_verified_delivery(promise, quantity=7)
    with as_tenant(promise.buyer.pk):
        (bought,) = organisation_figures(promise.buyer.pk, on=TODAY, period=THIS_YEAR)
        assert supplier_figures(promise.buyer.pk, on=TODAY) == []
    with as_tenant(promise.supplier.pk):
        (supplied,) = supplier_figures(promise.supplier.pk, on=TODAY, period=THIS_YEAR)
        assert organisation_figures(promise.supplier.pk, on=TODAY) == []
    assert bought == supplied
    assert bought.figures.verified == 7
    stranger = an_organisation()
    with as_tenant(stranger.pk):
        assert organisation_figures(promise.buyer.pk, on=TODAY) == []
        assert supplier_figures(promise.supplier.pk, on=TODAY) == []


def test_different_measures_are_never_added() -> None:
    one, other = a_promise(), a_promise(unit="hours")
    found = []
    for promise in (one, other, one):
        with as_tenant(promise.buyer.pk):
            found += five_figures([promise.commitment], on=TODAY)
    assert [(each.unit, each.commitments, each.figures.committed) for each in by_measure(found)] == [
        ("apprenticeships", 2, 200),
        ("hours", 1, 100),
    ]
