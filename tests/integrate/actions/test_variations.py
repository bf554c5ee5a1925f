"""A contract in life is changed by both sides, and what had fallen due before stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, OperationalError, transaction

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import variations
from fourfold.integrate.actions.variations import Changed, Wanted
from fourfold.integrate.models import (
    Commitment,
    CommitmentQuarter,
    CommitmentState,
    Contract,
    Variation,
    VariationChange,
)
from fourfold.integrate.queries.commitments import commitments_of_contract, due_between
from fourfold.integrate.queries.variations import contract_with, variations_of
from tests.builders.ground import TODAY, an_actor
from tests.builders.routes import a_contract, publishes

pytestmark = pytest.mark.django_db

FROM = date(2027, 7, 1)
EVER = (date(2020, 1, 1), date(2040, 1, 1))
WANTED = Wanted(
    reason="The college closed; less can be done.",
    effective_on=FROM,
    ground="not-substantial",
    amount=Decimal("98000.00"),
    ends_on=date(2028, 12, 31),
    changes=[Changed(1, Decimal(9), date(2028, 12, 31))],
    changes_scope=False,
    favours_supplier=False,
    changes_nature=False,
)


def test_a_variation_is_proposed_by_one_approved_by_another_and_agreed_by_the_supplier() -> None:
    to, supplier, contract = a_contract(amount="3600000.00", estimate="9000000.00")
    large = replace(WANTED, amount=Decimal("3600000.00"))
    with as_tenant(to.buyer.pk):
        before = dict(CommitmentQuarter.objects.values_list("due_on", "quantity"))
        with pytest.raises(NotAllowed):
            variations.propose(by=to.evaluator, contract=_fresh(contract), wanted=large, on=TODAY)
        made = variations.propose(by=to.manager, contract=_fresh(contract), wanted=large, on=TODAY)
        with pytest.raises(NotAllowed, match="under way"):
            variations.check_can_propose_variation(to.commissioner, contract)
        both = an_actor(role=(Role.APPROVER, Role.CONTRACT_MANAGER), organisation=to.buyer)
        variations.check_can_approve_variation(both, made)
    with as_tenant(supplier.organisation_id):
        # A proposal is the buyer's until it is approved.
        assert variations_of(contract.pk, reader=supplier.organisation_id) == []
        with pytest.raises(NotAllowed):
            variations.agree(by=supplier, variation=_variation(), on=TODAY)
    with as_tenant(to.buyer.pk):
        variations.approve(by=to.approver, variation=_variation(), on=TODAY)
        # What moves neither value nor term within the limits has a notice before it.
        assert _variation().needs_notice
    with as_tenant(supplier.organisation_id), pytest.raises(NotAllowed, match="change notice first"):
        variations.agree(by=supplier, variation=_variation(), on=TODAY)
    publishes(to, "uk10-1")
    with as_tenant(supplier.organisation_id):
        variations.agree(by=supplier, variation=_variation(), on=TODAY)
        (row,) = commitments_of_contract(contract.ref)
        assert (row.quantity, row.state) == (Decimal(9), CommitmentState.VARIED)
        assert due_between([row.pk], *EVER) == {row.pk: Decimal(9)}
    with as_tenant(to.buyer.pk):
        after = dict(CommitmentQuarter.objects.values_list("due_on", "quantity"))
        assert {day: part for day, part in before.items() if day < FROM} == {
            day: part for day, part in after.items() if day < FROM
        }
        kept = VariationChange.objects.get()
        assert (kept.before["quantity"], kept.after["quantity"]) == ("12.00", "9.00")
        assert kept.before["parts"] == [[day.isoformat(), str(part)] for day, part in sorted(before.items())]
        # What was agreed is not written over, whoever asks the database.
        with (
            pytest.raises((IntegrityError, InternalError, OperationalError)),
            transaction.atomic(),
            change(by=to.commissioner, owner=to.buyer.pk, reason="Tampering"),
        ):
            VariationChange.objects.update(before={})


def test_a_promise_is_waived_added_and_the_contract_lengthened() -> None:
    to, supplier, contract = a_contract()
    with as_tenant(to.buyer.pk):
        (promise,) = commitments_of_contract(contract.ref)
        other = Commitment.objects.get(pk=promise.pk).measure
        wanted = replace(
            WANTED,
            ground="provided-for",
            ends_on=date(2029, 3, 31),
            amount=Decimal("107000.00"),
            changes=[
                Changed(1, None, date(2028, 12, 31)),
                Changed(None, Decimal(4), date(2029, 3, 31), other.ref),
            ],
        )
        variations.propose(by=to.manager, contract=_fresh(contract), wanted=wanted, on=TODAY)
        assert not _variation().needs_notice
        variations.approve(by=to.approver, variation=_variation(), on=TODAY)
    with as_tenant(supplier.organisation_id):
        variations.agree(by=supplier, variation=_variation(), on=TODAY)
        waived, added = commitments_of_contract(contract.ref)
        assert (waived.state, waived.quantity) == (CommitmentState.WAIVED, Decimal(12))
        assert due_between([waived.pk], FROM, EVER[1]) == {}
        assert due_between([waived.pk], *EVER)[waived.pk] > 0
        assert (added.number, added.quantity, added.starts_on, added.offer_id) == (2, Decimal(4), FROM, None)
        changed = Contract.objects.get(pk=contract.pk)
        assert (changed.amount, changed.ends_on) == (Decimal("107000.00"), date(2029, 3, 31))


REFUSED = (
    (replace(WANTED, reason=" "), "reason"),
    (replace(WANTED, effective_on=date(2026, 11, 22)), "effective_on"),
    (replace(WANTED, ends_on=date(2026, 12, 31)), "ends_on"),
    (replace(WANTED, changes=[]), ""),
    (replace(WANTED, changes=[Changed(1, Decimal("0.5"), date(2028, 12, 31))]), "quantity_1"),
    (replace(WANTED, changes=[Changed(1, Decimal(9), date(2029, 1, 1))]), "ends_on_1"),
    (replace(WANTED, changes=[Changed(None, Decimal(9), date(2028, 12, 31), "NOSUCH")]), "new_measure"),
    (replace(WANTED, ground="because"), "ground"),
)


def test_what_cannot_be_is_refused_beside_its_field_and_a_supplier_refuses_with_a_reason() -> None:
    to, supplier, contract = a_contract()
    with as_tenant(to.buyer.pk):
        for wanted, field in REFUSED:
            with pytest.raises(Refused) as refused:
                variations.propose(by=to.manager, contract=_fresh(contract), wanted=wanted, on=TODAY)
            assert refused.value.field == field
        made = variations.propose(by=to.manager, contract=_fresh(contract), wanted=WANTED, on=TODAY)
        variations.approve(by=to.approver, variation=made, on=TODAY)
    with as_tenant(supplier.organisation_id):
        with pytest.raises(Refused):
            variations.refuse(by=supplier, variation=_variation(), because=" ")
        no = variations.refuse(by=supplier, variation=_variation(), because="We can do all twelve.")
        assert no.state == "refused"
        assert [row.quantity for row in commitments_of_contract(contract.ref)] == [Decimal(12)]


def _fresh(contract: Contract) -> Contract:
    found = contract_with(contract.ref)
    assert found is not None
    return found


def _variation() -> Variation:
    return Variation.objects.select_related("contract").get()
