"""Each route once from its choice to the contract; and what each refuses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Person
from fourfold.integrate.actions import bids, conflicts, first_stage, no_award, routes
from fourfold.integrate.actions import tender as tenders
from fourfold.integrate.actions.direct_award import check_can_propose_directly
from fourfold.integrate.actions.outcome_mail import OUTCOME_MAIL
from fourfold.integrate.actions.procurement_states import move
from fourfold.integrate.actions.procurements import edit
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.models import (
    Award,
    Invited,
    NoAward,
    Part,
    Procurement,
    ProcurementState,
    Selection,
)
from fourfold.integrate.queries.commitments import commitments_of_contract
from fourfold.integrate.queries.routes import where_it_stands
from fourfold.integrate.queries.tenders import tender as public_tender
from fourfold.integrate.rules.routes import Ground, Route, way
from tests.builders.ground import TODAY, an_organisation
from tests.builders.integrate import (
    CLOSES,
    NOW,
    a_bidder,
    a_buyer,
    a_considered_procurement,
    a_tender,
    declares,
    details,
    scored,
    sealed,
)
from tests.builders.routes import (
    REQUESTS_CLOSE,
    a_bid_on_one_ask,
    approves,
    asks_for_bids,
    asks_to_take_part,
    bid_judged_and_awarded,
    by_route,
    decides,
    is_in_its_first_stage,
    of,
    proposes_directly,
    signs,
    tells,
)

pytestmark = pytest.mark.django_db


def test_quotes_are_asked_of_so_many_by_name_and_run_to_a_contract() -> None:
    asked = [a_bidder() for _ in range(3)]
    stranger = a_bidder()
    to = by_route(
        Chosen(Route.QUOTES, "£50,000: our rules.", fewest_quotes=3, suppliers=[of(each) for each in asked])
    )
    asks_for_bids(to)
    for reader, sees in (
        (asked[0].organisation_id, True),
        (stranger.organisation_id, False),
        (EVERYONE, False),
    ):
        with as_tenant(reader):
            assert (public_tender(to.procurement.ref, at=NOW) is not None) is sees
            # Who else is asked, nobody learns.
            assert not Invited.objects.exists()
    with pytest.raises(NotAllowed, match="not among those asked"):
        sealed(to, stranger, a_bid_on_one_ask(to))
    decision = bid_judged_and_awarded(to, asked[:2])
    tells(to, decision)
    contract = signs(to, decision)
    with as_tenant(to.buyer.pk):
        assert [row.quantity for row in commitments_of_contract(contract.ref)] == [Decimal(12)]
        assert to.procurement.state == ProcurementState.CONTRACTED


def test_fewer_quotes_than_ones_own_rules_want_are_not_asked_for() -> None:
    to = by_route(Chosen(Route.QUOTES, "Our rules.", fewest_quotes=3, suppliers=[of(a_bidder())]))
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="want 3 suppliers to be asked, and 1 are"):
        tenders.check_can_open_for_bids(to.commissioner, to.procurement)


def test_a_call_off_asks_suppliers_of_the_framework_and_runs_to_a_contract() -> None:
    asked = a_bidder()
    to = by_route(
        Chosen(Route.CALL_OFF, "Tendered in 2025.", framework="Repairs for the North", suppliers=[of(asked)])
    )
    asks_for_bids(to)
    decision = bid_judged_and_awarded(to, [asked])
    assert signs(to, decision).supplier_id == asked.organisation_id


def test_in_stages_those_who_meet_the_conditions_are_asked_for_bids_and_it_runs_to_a_contract() -> None:
    able, unable, late = a_bidder(), a_bidder(), a_bidder()
    to = by_route(Chosen(Route.MULTI_STAGE, "Complex.", conditions="Two references of such work."))
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="Hold the first stage"):
        tenders.check_can_open_for_bids(to.commissioner, to.procurement)
    is_in_its_first_stage(to)
    with as_tenant(EVERYONE):
        assert public_tender(to.procurement.ref, at=NOW) is not None
    requests = [asks_to_take_part(to, each) for each in (able, unable)]
    with as_tenant(late.organisation_id), pytest.raises(NotAllowed, match="has passed"):
        first_stage.check_can_ask_to_take_part(late, to.procurement, at=CLOSES)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="may still ask"):
        first_stage.check_can_select(to.commissioner, to.procurement, at=REQUESTS_CLOSE)
    decides(to, requests[0], meets=True)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="Decide on every request"):
        tenders.check_can_open_for_bids(to.commissioner, to.procurement)
    decides(to, requests[1], meets=False)
    with as_tenant(unable.organisation_id):
        assert not Selection.objects.exists()
    asks_for_bids(to)
    # Each reads what was decided of itself, with the reason, and of nobody else.
    for bidder, meets in ((able, True), (unable, False)):
        with as_tenant(bidder.organisation_id):
            assert [(each.meets, each.reason) for each in Selection.objects.all()] == [
                (meets, "As the two references say.")
            ]
    with pytest.raises(NotAllowed, match="not among those asked"):
        sealed(to, unable, a_bid_on_one_ask(to))
    decision = bid_judged_and_awarded(to, [able])
    signs(to, decision)
    assert to.procurement.state == ProcurementState.CONTRACTED


def test_a_direct_award_records_its_ground_and_what_was_agreed_and_runs_to_a_contract() -> None:
    supplier = a_bidder()
    to = by_route(
        Chosen(Route.DIRECT, "They hold the patent.", ground=Ground.RIGHTS, suppliers=[of(supplier)]),
    )
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="asks for no bids"):
        tenders.check_can_open_for_bids(to.commissioner, to.procurement)
    with pytest.raises(Refused, match="whole numbers"):
        proposes_directly(to, quantity="1.5")
    proposal = proposes_directly(to)
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="already proposed"):
        check_can_propose_directly(to.commissioner, to.procurement)
    decision = approves(to, proposal)
    assert to.procurement.state == ProcurementState.AWARDED
    contract = signs(to, decision)
    with as_tenant(supplier.organisation_id):
        assert [(row.quantity, row.offer_id) for row in commitments_of_contract(contract.ref)] == [
            (Decimal(12), None)
        ]
    assert contract.amount == Decimal("98000.00")


def test_a_direct_award_waits_until_conflicts_are_assessed() -> None:
    to = by_route(
        Chosen(Route.DIRECT, "They hold the patent.", ground=Ground.RIGHTS, suppliers=[of(a_bidder())]),
    )
    declares(to, to.commissioner)
    with as_tenant(to.buyer.pk):
        check_can_propose_directly(to.commissioner, to.procurement)
        conflicts.name_influence(
            by=to.commissioner,
            procurement=to.procurement,
            person=Person.objects.get(pk=to.evaluator.person_id),
            name="",
            works_for="",
            part=Part.EVALUATOR,
            on=TODAY,
        )
        with pytest.raises(NotAllowed, match="has not declared yet"):
            check_can_propose_directly(to.commissioner, to.procurement)


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        (Chosen(Route.OPEN, " "), "because"),
        (Chosen(Route.QUOTES, "Rules."), "fewest_quotes"),
        (Chosen(Route.CALL_OFF, "Rules."), "framework"),
        (Chosen(Route.MULTI_STAGE, "Rules."), "conditions"),
        (Chosen(Route.DIRECT, "Rules."), "ground"),
        (Chosen(Route.DIRECT, "Rules.", ground="because"), "ground"),
        (Chosen(Route.DIRECT, "Rules.", ground=Ground.ART), "suppliers"),
    ],
)
def test_a_route_wants_what_belongs_to_it(chosen: Chosen, field: str) -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    with as_tenant(by.organisation_id), pytest.raises(Refused) as refused:
        routes.choose(by=by, procurement=procurement, chosen=chosen, version=procurement.version, on=TODAY)
    assert refused.value.field == field


def test_above_the_threshold_neither_quotes_nor_a_small_direct_award_are_enough() -> None:
    by = a_buyer()
    procurement = a_considered_procurement(by, with_ask=False)
    supplier = an_organisation()
    with as_tenant(by.organisation_id):
        edit(
            by=by,
            procurement=procurement,
            details=details(amount=Decimal(9_000_000)),
            version=procurement.version,
        )
        procurement = Procurement.objects.get(pk=procurement.pk)
        for chosen, field in (
            (Chosen(Route.QUOTES, "Rules.", fewest_quotes=1, suppliers=[supplier]), "route"),
            (Chosen(Route.DIRECT, "Small.", ground=Ground.BELOW, suppliers=[supplier]), "ground"),
        ):
            with pytest.raises(Refused) as refused:
                routes.choose(
                    by=by, procurement=procurement, chosen=chosen, version=procurement.version, on=TODAY
                )
            assert refused.value.field == field


def test_a_procurement_keeps_to_its_way_and_the_page_says_what_is_skipped_and_why() -> None:
    to = by_route(
        Chosen(Route.DIRECT, "Rights.", ground=Ground.RIGHTS, suppliers=[an_organisation()]), asks=False
    )
    with as_tenant(to.buyer.pk):
        with pytest.raises(Refused, match="does not go on to"):
            move(to.procurement, to=ProcurementState.OPEN)
        standing = {each.stage.name: each for each in where_it_stands(to.procurement)}
    assert standing["CONSIDER"].standing == "done"
    assert standing["AWARD"].standing == "now"
    skipped = [each for each in standing.values() if each.standing == "skipped"]
    assert len(skipped) == 6
    assert all(each.because and each.basis for each in skipped)
    assert way(Route.DIRECT) == ("planned", "considering", "awarded", "contracted")


def test_awarded_to_nobody_is_decided_by_two_and_every_bid_is_told_so() -> None:
    to = a_tender()
    bid = sealed(to, a_bidder())
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="between the opening"):
        no_award.check_can_propose_no_award(to.commissioner, to.procurement)
    scored(to, [2])
    declares(to, to.commissioner)
    declares(to, to.approver)
    with as_tenant(to.buyer.pk):
        with pytest.raises(Refused):
            no_award.propose(by=to.commissioner, procurement=to.procurement, reason=" ", on=TODAY)
        proposal = no_award.propose(
            by=to.commissioner, procurement=to.procurement, reason="No bid meets the need.", on=TODAY
        )
        with pytest.raises(NotAllowed):
            no_award.approve(by=to.commissioner, decision=proposal, on=TODAY, at=NOW)
        decision = NoAward.objects.select_related("procurement").get(pk=proposal.pk)
        no_award.approve(by=to.approver, decision=decision, on=TODAY, at=NOW)
        assert not Award.objects.exists()
        (mail,) = OutboxMail.objects.filter(kind=OUTCOME_MAIL)
        said = " ".join(mail.text.split())
        assert "awarded to nobody" in said
        # Why is read behind the sign-in.
        assert "meets the need" not in said
    assert to.procurement.state == ProcurementState.NOT_AWARDED
    with as_tenant(bid.owner_id):
        after = type(bid).objects.get(pk=bid.pk)
        assert (after.state, after.reason) == ("lost", "No bid meets the need.")
        assert not bids.can_bid(a_bidder(), to.procurement, at=NOW)
