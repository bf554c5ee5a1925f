"""Exceptions are found where they stand and nowhere else; a finding is answered by one person and closed by another."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Person, Role, SignIn
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.actions import clauses
from fourfold.integrate.models import Commitment, Procurement
from fourfold.integrate.queries.contracts import own_contract
from fourfold.measure.actions import findings
from fourfold.measure.models import Finding, FindingState
from fourfold.measure.queries.exceptions import KINDS, counted, exception_of
from fourfold.measure.queries.findings import evidence_of, findings_of, to_answer, to_close
from fourfold.partner.actions import confirmations
from fourfold.partner.actions.deliveries import Upload
from tests.builders.ground import TODAY, an_actor
from tests.builders.integrate import (
    a_bid,
    a_bidder,
    a_considered_procurement,
    a_tender,
    declares,
    moderated,
    proposed,
    sealed,
)
from tests.builders.measure import a_finding, a_kind_of_exception, verified
from tests.builders.promises import NOW, Promise, a_delivery, a_promise

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

    from fourfold.partner.models import Delivery

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=61)


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


def found(owner: int, on: Any = TODAY) -> dict[str, int]:
    """How many exceptions of each kind there are, those of access left out: nobody signs in in a test."""
    with as_tenant(owner):
        return {
            each.kind.key: each.count
            for each in counted(owner=owner, on=on)
            if each.count and each.kind.key != "dormant-access"
        }


def answers(promise: Promise, delivery: Delivery, quantity: int | None = None) -> None:
    confirmation = delivery.confirmation
    with as_tenant(promise.recipient.pk):
        if quantity is None:
            confirmations.confirm(
                by=promise.community,
                confirmation=confirmation,
                quantity=delivery.quantity,
                words="",
                on=TODAY,
            )
        else:
            confirmations.dispute(
                by=promise.community,
                confirmation=confirmation,
                quantity=Decimal(quantity),
                words="Fewer came.",
                in_confidence=False,
                on=TODAY,
                at=NOW,
            )


# The exceptions


def test_a_delivery_that_was_confirmed_and_then_verified_is_no_exception() -> None:
    promise = a_promise()
    delivery = a_delivery(promise)
    answers(promise, delivery)
    verified(promise, delivery)
    assert found(promise.buyer.pk, LATER) == {}


def test_a_report_that_nobody_looks_at_becomes_one_after_sixty_days() -> None:
    promise = a_promise()
    a_delivery(promise)
    assert found(promise.buyer.pk, TODAY + timedelta(days=60)) == {}
    assert found(promise.buyer.pk, LATER) == {"stale-evidence": 1}
    assert found(promise.supplier.pk, LATER) == {}, "it is the buyer's to answer for"


def test_verified_before_the_answer_and_above_what_was_received() -> None:
    promise = a_promise()
    early = a_delivery(promise)
    verified(promise, early)
    assert found(promise.buyer.pk) == {"verified-without-answer": 1}
    answers(promise, early, quantity=8)
    assert found(promise.buyer.pk) == {"verified-above-received": 1}
    with as_tenant(promise.buyer.pk):
        exception = exception_of(
            a_kind_of_exception("verified-above-received"), thing=early.ref, owner=promise.buyer.pk, on=TODAY
        )
    assert exception is not None
    assert exception.words == (
        f"10 apprenticeships reported by {promise.supplier}, 10 apprenticeships verified; "
        f"{promise.recipient} says 8 apprenticeships"
    )


@pytest.mark.parametrize(
    ("reporter", "recipient", "expected"),
    [
        ("ann@works.example", "bob@WORKS.example", {"same-domain": 1}),
        ("ann@works.example", "bob@charity.example", {}),
        ("ann@works.example", "bob@notworks.example", {}),
        ("ann@gmail.com", "bob@gmail.com", {}),
    ],
)
def test_reporter_and_recipient_of_one_mail_domain(
    reporter: str, recipient: str, expected: dict[str, int]
) -> None:
    promise = a_promise()
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(pk=promise.reporter.person_id).update(email=reporter)
        Person.objects.filter(pk=promise.community.person_id).update(email=recipient)
    delivery = a_delivery(promise)
    answers(promise, delivery)
    assert found(promise.buyer.pk) == expected


def test_reporter_and_recipient_at_one_machine() -> None:
    promise = a_promise()
    answers(promise, a_delivery(promise))

    def signs_in(person: int, browser: str) -> None:
        with declared(person=None, organisation=None, reason="For a test"):
            SignIn.objects.create(
                person_id=person, device="Firefox", browser=browser, began_at=NOW, ended_at=NOW
            )

    for browser in ("", "office"):
        signs_in(promise.reporter.person_id, browser)
    for browser in ("", "home"):
        signs_in(promise.community.person_id, browser)
    assert found(promise.buyer.pk) == {}
    signs_in(promise.community.person_id, "office")
    assert found(promise.buyer.pk) == {"same-browser": 1}


def test_a_promise_without_a_clause_is_one_until_somebody_says_where_it_stands() -> None:
    promise = a_promise(clause="")
    commitment = promise.commitment
    with as_tenant(promise.buyer.pk):
        contract = own_contract(owner=promise.buyer.pk, ref=commitment.contract_ref)
    assert contract is not None
    manager = an_actor(role=Role.CONTRACT_MANAGER, organisation=promise.buyer)
    assert found(promise.buyer.pk) == {"promise-without-clause": 1}
    with as_tenant(promise.buyer.pk):
        clauses.name(by=manager, contract=contract, clauses={commitment.number: "  Schedule  4 "})
        assert Commitment.objects.get(pk=commitment.pk).clause == "Schedule 4"
    assert found(promise.buyer.pk) == {}
    with pytest.raises(NotAllowed, match="clause"):
        clauses.name(by=promise.reporter, contract=contract, clauses={commitment.number: ""})


def test_an_award_past_the_first_place_and_points_given_with_an_interest() -> None:
    tender = a_tender()
    for price in ("500000.00", "400000.00"):
        sealed(tender, a_bidder(), a_bid(tender, price=price))
    moderated(tender, [5, 2])
    proposed(tender, place=2)
    assert found(tender.buyer.pk) == {"award-past-first-place": 1}
    declares(tender, tender.evaluator, has_interest=True, detail="My sister works there")
    assert found(tender.buyer.pk) == {"award-past-first-place": 1, "judged-with-interest": 1}


def test_an_award_to_the_first_place_is_none_nor_is_an_interest_of_one_who_judged_nothing() -> None:
    tender = a_tender()
    for price in ("500000.00", "400000.00"):
        sealed(tender, a_bidder(), a_bid(tender, price=price))
    declares(
        tender, an_actor(role=Role.EVALUATOR, organisation=tender.buyer), has_interest=True, detail="Shares"
    )
    moderated(tender, [5, 2])
    proposed(tender)
    assert found(tender.buyer.pk) == {}


def test_a_procurement_that_asked_nobody_is_one() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    procurement = a_considered_procurement(by, with_ask=False)
    with as_tenant(by.organisation_id):
        consideration = Procurement.objects.get(pk=procurement.pk).consideration
        assert consideration.consulted
        assert found(by.organisation_id) == {}
        with change(by=by, owner=by.organisation_id, reason="For a test"):
            type(consideration).objects.filter(pk=consideration.pk).update(
                consulted=False, not_consulted_because="No time"
            )
    assert found(by.organisation_id) == {"gate-passed-by-reason": 1}


def test_access_is_dormant_when_unused_for_ninety_days_and_in_force_that_long() -> None:
    actor = an_actor(role=Role.LEAD)

    def dormant(days: int) -> int:
        with as_tenant(actor.organisation_id):
            on = TODAY + timedelta(days=days)
            return a_kind_of_exception("dormant-access").rows(actor.organisation_id, on).count()

    assert dormant(400) == 1, "never signed in"
    with declared(person=None, organisation=None, reason="Signed in"):
        Person.objects.filter(pk=actor.person_id).update(last_login=NOW)
    assert (dormant(90), dormant(91)) == (0, 1)


# Findings


@pytest.mark.parametrize("role", list(Role))
def test_who_looks_who_raises_who_answers_and_who_closes(role: Role) -> None:
    promise = a_promise()
    finding = a_finding(promise)
    own, stranger = an_actor(role=role, organisation=promise.buyer), an_actor(role=role)

    def may(check: Any, *things: Any) -> bool:
        try:
            check(*things)
        except NotAllowed:
            return False
        return True

    assert may(findings.check_can_look, own) == (role in {Role.AUDITOR, Role.LEAD, Role.ADMINISTRATOR})
    assert may(findings.check_can_raise, own) == (role in {Role.AUDITOR, Role.LEAD})
    assert may(findings.check_can_answer, own, finding) == (role == Role.LEAD)
    assert not may(findings.check_can_answer, stranger, finding)
    with as_tenant(promise.buyer.pk):
        finding = findings.answer(
            by=promise.manager, finding=finding, words="The college's list.", upload=None, on=TODAY, at=NOW
        )
    assert may(findings.check_can_decide, own, finding) == (role in {Role.AUDITOR, Role.LEAD})
    assert not may(findings.check_can_decide, stranger, finding)


def test_a_finding_is_raised_once_and_only_of_what_is_an_exception_today() -> None:
    promise = a_promise()
    finding = a_finding(promise)
    auditor = an_actor(role=Role.AUDITOR, organisation=promise.buyer)
    given: dict[str, Any] = {
        "by": auditor,
        "kind": a_kind_of_exception("verified-without-answer"),
        "thing": finding.thing,
        "words": "Again",
        "due_on": TODAY,
        "on": TODAY,
    }
    with as_tenant(promise.buyer.pk):
        given["assigned_to"] = Person.objects.get(pk=promise.manager.person_id)
        with pytest.raises(Refused, match="open already"):
            findings.raise_finding(**given)
        with pytest.raises(Refused, match="no longer an exception"):
            findings.raise_finding(**given | {"kind": a_kind_of_exception("same-domain")})
        for changed, field in (
            ({"words": " "}, "words"),
            ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ):
            with pytest.raises(Refused) as refused:
                findings.raise_finding(**given | changed)
            assert refused.value.field == field
        assert Finding.objects.count() == 1
    with as_tenant(promise.supplier.pk):
        assert not Finding.objects.exists(), "what an auditor asks is not the supplier's to read"


def test_from_the_question_to_its_close_with_evidence_and_once_sent_back() -> None:
    promise = a_promise()
    auditor = an_actor(role=Role.AUDITOR, organisation=promise.buyer)
    finding = a_finding(promise, by=auditor)
    manager = promise.manager
    with as_tenant(promise.buyer.pk):
        assert list(to_answer(owner=promise.buyer.pk, person=manager.person_id)) == [finding]
        with pytest.raises(NotAllowed, match="Nobody has answered"):
            findings.close(by=auditor, finding=finding, words="Fine", on=TODAY)
        finding = findings.answer(
            by=manager, finding=finding, words="I rang them.", upload=None, on=TODAY, at=NOW
        )
        assert list(to_close(owner=promise.buyer.pk, eyes=auditor.eyes)) == [finding]
        assert not to_close(owner=promise.buyer.pk, eyes=manager.eyes).exists()
        finding = findings.send_back(by=auditor, finding=finding, words="Who did you ring?")
        assert finding.state == FindingState.OPEN
        finding = findings.answer(
            by=manager,
            finding=finding,
            words="Their manager; the note is attached.",
            upload=Upload(name="note.txt", content=b"Rang at ten."),
            on=TODAY,
            at=NOW,
        )
        with pytest.raises(Refused, match="Say why"):
            findings.close(by=auditor, finding=finding, words="", on=TODAY)
        finding = findings.close(by=auditor, finding=finding, words="The note says it.", on=TODAY)
        assert [file.name for file in evidence_of(finding)] == ["note.txt"]
        assert (finding.state, finding.closed_by_id, finding.closed_on) == (
            FindingState.CLOSED,
            auditor.person_id,
            TODAY,
        )
        assert list(findings_of(promise.buyer.pk)) == []
        assert list(findings_of(promise.buyer.pk, closed=True)) == [finding]


def test_nobody_closes_what_was_theirs_to_answer_whatever_roles_they_hold() -> None:
    promise = a_promise()
    both = an_actor(role=(Role.LEAD, Role.AUDITOR), organisation=promise.buyer)
    finding = a_finding(promise, to=both)
    with as_tenant(promise.buyer.pk):
        finding = findings.answer(by=both, finding=finding, words="Done", upload=None, on=TODAY, at=NOW)
        with pytest.raises(NotAllowed, match="somebody else must close it"):
            findings.close(by=both, finding=finding, words="Fine", on=TODAY)
    # Nor does the database take it.
    with (
        change(by=both, owner=promise.buyer.pk, reason="For a test"),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        Finding.objects.filter(pk=finding.pk).update(
            state="closed", closed_by=both.person_id, closed_on=TODAY, decision="Fine"
        )


def test_every_kind_says_why_it_deserves_a_question() -> None:
    assert len({one.key for one in KINDS}) == len(KINDS)
    for one in KINDS:
        assert one.why.endswith((".", "?")), one.key
        assert len(one.key) <= 40
