"""From the award to a contract whose commitments are the offers; and who sees what of all that went before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from fourfold.ground.kernel.periods import Period
from fourfold.ground.organisations.tenancy import EVERYONE, Right, as_tenant, has_right
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Person, Role
from fourfold.integrate.actions import contracts
from fourfold.integrate.models import (
    AgreedChange,
    Award,
    Bid,
    BidAnswer,
    Commitment,
    CommitmentQuarter,
    ConflictsAssessment,
    Consideration,
    Contract,
    Declaration,
    Moderation,
    Offer,
    OpenedBid,
    OpenersShare,
    OpeningKey,
    ProcurementState,
    Score,
)
from fourfold.integrate.queries.commitments import (
    commitment_numbered,
    commitments_of_contract,
    commitments_of_owner,
    due_between,
    due_by_day,
)
from fourfold.integrate.rules.profile import profile
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import (
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    awarded,
    moderated,
    proposed,
    sealed,
    signed,
)

pytestmark = pytest.mark.django_db

STARTS, ENDS = date(2026, 11, 1), date(2028, 10, 31)
OF_THE_BUYER_ALONE = (
    OpenedBid,
    BidAnswer,
    Offer,
    Score,
    Moderation,
    AgreedChange,
    Declaration,
    ConflictsAssessment,
    Award,
    Consideration,
    OpeningKey,
    OpenersShare,
)


def a_decided_tender(**offered: str) -> tuple[Tender, int, int]:
    """Moderated, with the keys of the organisations that come first and second."""
    to = a_tender()
    winner, loser = a_bidder(), a_bidder()
    sealed(
        to, winner, a_bid(to, price="412345.67", **{"apprenticeships": "13", "hours": "100.01", **offered})
    )
    sealed(to, loser, a_bid(to, price="900000.00"))
    moderated(to, [5, 1])
    return to, winner.organisation_id, loser.organisation_id


def manager(tender: Tender) -> Person:
    return Person.objects.get(pk=tender.manager.person_id)


# Who may


@pytest.mark.parametrize("role", list(Role))
def test_only_a_commissioner_of_the_buyer_records_the_contract(role: Role) -> None:
    tender, _, _ = a_decided_tender()
    decision = awarded(tender)
    for actor, allowed in (
        (an_actor(role=role, organisation=tender.buyer), role == Role.COMMISSIONER),
        (an_actor(role=role), False),
    ):
        with as_tenant(tender.buyer.pk):
            if allowed:
                contracts.check_can_sign(actor, decision, on=TODAY)
            else:
                with pytest.raises(NotAllowed):
                    contracts.sign(
                        by=actor,
                        award=decision,
                        starts_on=STARTS,
                        ends_on=ENDS,
                        manager=manager(tender),
                        on=TODAY,
                    )
                assert not Contract.objects.exists()


def test_an_award_that_is_not_approved_gives_no_contract_and_an_approved_one_gives_one() -> None:
    tender, _, _ = a_decided_tender()
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed, match="not approved yet"):
        contracts.check_can_sign(tender.commissioner, proposed(tender), on=TODAY)
    other, _, _ = a_decided_tender()
    signed(other)
    with as_tenant(other.buyer.pk):
        stale = Award.objects.select_related("procurement", "opened_bid__bidder").get()
        with pytest.raises(NotAllowed, match="already recorded"):
            contracts.sign(
                by=other.commissioner,
                award=stale,
                starts_on=STARTS,
                ends_on=ENDS,
                manager=manager(other),
                on=TODAY,
            )
        # As a page holds it that was opened before.
        stale.procurement.state = ProcurementState.AWARDED
        with pytest.raises(Refused, match="already recorded"):
            contracts.sign(
                by=other.commissioner,
                award=stale,
                starts_on=STARTS,
                ends_on=ENDS,
                manager=manager(other),
                on=TODAY,
            )
        assert Contract.objects.count() == 1


def test_the_dates_and_the_manager_must_fit() -> None:
    tender, _, _ = a_decided_tender()
    decision = awarded(tender)
    elsewhere = an_actor(role=Role.CONTRACT_MANAGER)
    for ends_on, who, field in (
        (date(2026, 10, 31), tender.manager, "ends_on"),
        (ENDS, elsewhere, "manager"),
        (ENDS, tender.evaluator, "manager"),
    ):
        with as_tenant(tender.buyer.pk):
            with pytest.raises(Refused) as refused:
                contracts.sign(
                    by=tender.commissioner,
                    award=decision,
                    starts_on=STARTS,
                    ends_on=ends_on,
                    manager=Person.objects.get(pk=who.person_id),
                    on=TODAY,
                )
            assert refused.value.field == field
            assert not Contract.objects.exists()


# What is carried over


def test_the_commitments_are_the_offers_and_nothing_is_typed_again() -> None:
    tender, winner, _ = a_decided_tender()
    contract = signed(tender)
    with as_tenant(tender.buyer.pk):
        assert (contract.supplier_id, contract.amount, contract.signed_on) == (
            winner,
            Decimal("412345.67"),
            TODAY,
        )
        assert (contract.starts_on, contract.ends_on, contract.title) == (STARTS, ENDS, "Repairs to homes")
        promised = commitments_of_contract(contract.ref)
        assert [(row.number, row.unit, row.quantity, row.starts_on, row.ends_on) for row in promised] == [
            (number, offer.ask.measure.unit, offer.quantity, STARTS, ENDS)
            for number, offer in enumerate(
                Offer.objects.filter(opened_bid__bidder=winner)
                .select_related("ask__measure")
                .order_by("ask__pk"),
                start=1,
            )
        ]
        assert {(row.unit, row.quantity) for row in promised} == {
            ("apprenticeships", Decimal(13)),
            ("hours", Decimal("100.01")),
        }
        assert {row.supplier_name for row in promised} == {contract.supplier.name}
        assert commitments_of_owner(tender.buyer.pk) == promised
        assert commitment_numbered(contract_ref=contract.ref, number=2) == promised[1]
        assert commitment_numbered(contract_ref=contract.ref, number=3) is None
        assert tender.procurement.state == ProcurementState.CONTRACTED


def test_an_offer_of_nothing_is_no_commitment() -> None:
    tender, _, _ = a_decided_tender(hours="0")
    contract = signed(tender)
    with as_tenant(tender.buyer.pk):
        assert [row.unit for row in commitments_of_contract(contract.ref)] == ["apprenticeships"]


def test_the_quarters_add_up_exactly_and_fall_due_at_the_ends_of_quarters() -> None:
    tender, _, _ = a_decided_tender()
    contract = signed(tender)
    ends = [
        date(2026, 12, 31),
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 9, 30),
        date(2027, 12, 31),
        date(2028, 3, 31),
        date(2028, 6, 30),
        date(2028, 9, 30),
        date(2028, 10, 31),
    ]
    with as_tenant(tender.buyer.pk):
        rows = commitments_of_contract(contract.ref)
        for row in rows:
            quarters = list(CommitmentQuarter.objects.filter(commitment=row.pk))
            assert [quarter.due_on for quarter in quarters] == ends
            assert sum(quarter.quantity for quarter in quarters) == row.quantity
            if row.unit == "apprenticeships":
                assert all(quarter.quantity % 1 == 0 for quarter in quarters)
        keys = [row.pk for row in rows]
        assert due_between(keys, STARTS, ENDS) == {row.pk: row.quantity for row in rows}
        assert due_between(keys, date(2027, 1, 1), date(2027, 3, 30)) == {}
        assert [day for _, day, _ in due_by_day(keys)] == sorted(ends * 2)


@pytest.mark.parametrize(
    ("quantity", "starts", "ends", "whole", "gives"),
    [
        # 31 of 91 days of the quarter and 30 days of the next: 61 days in all.
        (
            "61",
            date(2026, 5, 31),
            date(2026, 7, 30),
            True,
            [(date(2026, 6, 30), "31"), (date(2026, 7, 30), "30")],
        ),
        (
            "0.01",
            date(2026, 5, 31),
            date(2026, 7, 30),
            False,
            [(date(2026, 6, 30), "0.01"), (date(2026, 7, 30), "0.00")],
        ),
        ("5", date(2026, 6, 30), date(2026, 6, 30), True, [(date(2026, 6, 30), "5")]),
        ("1", date(2024, 2, 29), date(2024, 3, 31), True, [(date(2024, 3, 31), "1")]),
    ],
)
def test_a_profile_worked_by_hand(
    quantity: str, starts: date, ends: date, whole: bool, gives: list[tuple[date, str]]
) -> None:
    assert profile(Decimal(quantity), Period(starts, ends), whole_units=whole) == [
        (day, Decimal(part)) for day, part in gives
    ]


# Who sees what


def test_the_supplier_sees_the_contract_and_reports_against_it_and_others_do_not() -> None:
    tender, winner, loser = a_decided_tender()
    contract = signed(tender)
    for reader in (winner, tender.buyer.pk):
        with as_tenant(reader):
            assert [table.objects.count() for table in (Contract, Commitment, CommitmentQuarter)] == [
                1,
                2,
                18,
            ]
            assert len(commitments_of_contract(contract.ref)) == 2
    for reader in (loser, an_organisation().pk, EVERYONE):
        with as_tenant(reader):
            assert [table.objects.count() for table in (Contract, Commitment, CommitmentQuarter)] == [0, 0, 0]
            assert commitments_of_contract(contract.ref) == []
    for organisation, may in ((winner, True), (loser, False)):
        for right in (Right.SEE, Right.REPORT):
            with as_tenant(organisation):
                assert has_right(tenant=organisation, thing=contract.root, right=right, on=TODAY) is may


def test_what_was_in_the_bids_and_how_they_were_judged_is_the_buyers_alone() -> None:
    tender, winner, loser = a_decided_tender()
    signed(tender)
    with as_tenant(tender.buyer.pk):
        held = [table.objects.count() for table in OF_THE_BUYER_ALONE]
        # Declared by the commissioner three times, by three openers, the evaluator and the approver.
        assert held == [2, 2, 4, 4, 4, 4, 8, 3, 1, 1, 1, 3]
    for reader in (winner, loser, an_organisation().pk, EVERYONE):
        with as_tenant(reader):
            assert {table.__name__: table.objects.count() for table in OF_THE_BUYER_ALONE} == {
                table.__name__: 0 for table in OF_THE_BUYER_ALONE
            }
            if connection.vendor == "postgresql":
                # The second wall: no query at all comes past it.
                with connection.cursor() as cursor:
                    for table in OF_THE_BUYER_ALONE:
                        cursor.execute(f"SELECT count(*) FROM {table._meta.db_table}")  # noqa: S608  (a table's own name)
                        assert cursor.fetchone() == (0,)
    for bidder in (winner, loser):
        with as_tenant(bidder):
            assert list(Bid.objects.values_list("owner_id", flat=True)) == [bidder]
