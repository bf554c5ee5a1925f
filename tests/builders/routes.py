"""Procurements by each route, taken as far as the test needs by the actions themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.models import Measure
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Person, Role
from fourfold.integrate.actions import (
    award,
    contracts,
    direct_award,
    first_stage,
    notices,
    outcome,
    routes,
    tender,
)
from fourfold.integrate.actions.direct_award import Promised
from fourfold.integrate.actions.procurements import edit
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.exchange.notice_release import release
from fourfold.integrate.models import Award, ParticipationRequest, Procurement
from fourfold.integrate.queries.notice_facts import notice_facts
from fourfold.integrate.queries.notices import notice_with
from fourfold.integrate.rules.bid_document import BidDocument, OfferedQuantity
from fourfold.integrate.rules.routes import Ground, Route
from tests.builders.define import a_policy
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.integrate import (
    CLOSES,
    NOW,
    Tender,
    a_bidder,
    a_considered_procurement,
    acting_for,
    an_opener,
    declares,
    details,
    moderated,
    proposed,
    sealed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import AwardOutcome, Contract

REQUESTS_CLOSE = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def by_route(chosen: Chosen, *, asks: bool = True, estimate: str = "") -> Tender:
    """Considered, weighed, with a measure asked for, and by that route; nobody is asked yet. Works of a million unless said."""
    buyer = an_organisation(sector="local_authority")
    by = an_actor(role=Role.COMMISSIONER, organisation=buyer)
    procurement = a_considered_procurement(by, with_ask=asks)
    if not asks:
        a_policy(an_actor(role=Role.LEAD, organisation=buyer))
    people = [] if chosen.route is Route.DIRECT else [an_opener(buyer.pk) for _ in range(3)]
    with as_tenant(buyer.pk):
        if estimate:
            edit(
                by=by,
                procurement=procurement,
                details=details(amount=Decimal(estimate)),
                version=procurement.version,
            )
            procurement = Procurement.objects.get(pk=procurement.pk)
        routes.choose(by=by, procurement=procurement, chosen=chosen, version=procurement.version, on=TODAY)
    return Tender(
        buyer=buyer,
        commissioner=by,
        evaluator=an_actor(role=Role.EVALUATOR, organisation=buyer),
        approver=an_actor(role=Role.APPROVER, organisation=buyer),
        manager=an_actor(role=Role.CONTRACT_MANAGER, organisation=buyer),
        openers=[acting_for(buyer, person) for person in people],
        key=procurement.pk,
    )


def of(actor: Actor) -> Organisation:
    return Organisation.objects.get(pk=actor.organisation_id)


def asks_for_bids(to: Tender, *, at: datetime = NOW) -> Procurement:
    people = list(Person.objects.filter(pk__in=[each.person_id for each in to.openers]))
    with as_tenant(to.buyer.pk):
        return tender.open_for_bids(
            by=to.commissioner, procurement=to.procurement, openers=people, bids_close_at=CLOSES, at=at
        )


def is_in_its_first_stage(to: Tender) -> None:
    with as_tenant(to.buyer.pk):
        first_stage.begin(
            by=to.commissioner, procurement=to.procurement, requests_close_at=REQUESTS_CLOSE, at=NOW
        )


def asks_to_take_part(to: Tender, by: Actor) -> ParticipationRequest:
    with as_tenant(by.organisation_id):
        return first_stage.ask_to_take_part(
            by=by, procurement=to.procurement, statement="We have done this for ten years.", at=NOW
        )


def decides(to: Tender, request: ParticipationRequest, *, meets: bool) -> None:
    declares(to, to.commissioner)
    with as_tenant(to.buyer.pk):
        first_stage.select(
            by=to.commissioner,
            request=ParticipationRequest.objects.select_related("procurement", "owner").get(pk=request.pk),
            meets=meets,
            reason="As the two references say.",
            at=REQUESTS_CLOSE + timedelta(minutes=1),
            on=TODAY,
        )


def bid_judged_and_awarded(to: Tender, bidders: Sequence[Actor]) -> Award:
    """From sealed bids to an approved award; the first bidder wins."""
    for bidder in bidders:
        sealed(to, bidder, a_bid_on_one_ask(to))
    moderated(to, [5 - place for place in range(len(bidders))])
    proposal = proposed(to)
    return approves(to, proposal)


def a_bid_on_one_ask(to: Tender) -> BidDocument:
    return BidDocument(
        price=Decimal("400000.00"),
        answers={to.criteria["quality"]: "With care"},
        offers={ref: OfferedQuantity(Decimal(12), "With the college") for ref in to.asks.values()},
    )


def approves(to: Tender, proposal: Award) -> Award:
    declares(to, to.approver)
    with as_tenant(to.buyer.pk):
        award.approve(by=to.approver, award=proposal, on=TODAY)
        return Award.objects.select_related("procurement", "opened_bid__bidder").get(pk=proposal.pk)


def tells(to: Tender, decision: Award, *, law: str = "", on: date = TODAY) -> AwardOutcome:
    with as_tenant(to.buyer.pk):
        fresh = Award.objects.select_related("procurement__owner", "opened_bid__bidder").get(pk=decision.pk)
        return outcome.tell(by=to.commissioner, award=fresh, law=law, on=on, at=NOW)


def signs(to: Tender, decision: Award, *, on: date = TODAY) -> Contract:
    with as_tenant(to.buyer.pk):
        return contracts.sign(
            by=to.commissioner,
            award=Award.objects.select_related("procurement__owner", "opened_bid__bidder").get(
                pk=decision.pk
            ),
            starts_on=date(2027, 1, 1),
            ends_on=date(2028, 12, 31),
            manager=Person.objects.get(pk=to.manager.person_id),
            on=on,
        )


def proposes_directly(to: Tender, *, quantity: str = "12", price: str = "98000.00") -> Award:
    declares(to, to.commissioner)
    with as_tenant(to.buyer.pk):
        measure = Measure.objects.filter(owner=to.buyer, unit="apprenticeships").first()
        assert measure is not None
        return direct_award.propose_directly(
            by=to.commissioner,
            procurement=to.procurement,
            price=Decimal(price),
            promises=[Promised(measure.ref, Decimal(quantity))],
            reason="Only they hold the rights.",
            at=NOW,
        )


def a_contract(
    *, amount: str = "98000.00", quantity: str = "12", estimate: str = ""
) -> tuple[Tender, Actor, Contract]:
    """Agreed directly, so that no bids have to be sealed: 2027 and 2028, apprenticeships promised.

    Above the threshold by its estimate, it is told, its award notice published, and signed when it has stood still.
    """
    supplier = a_bidder()
    to = by_route(
        Chosen(Route.DIRECT, "They hold the patent.", ground=Ground.RIGHTS, suppliers=[of(supplier)]),
        estimate=estimate,
    )
    decision = approves(to, proposes_directly(to, quantity=quantity, price=amount))
    if not estimate:
        return to, supplier, signs(to, decision)
    tells(to, decision, on=date(2026, 11, 10))
    # Eight working days to 20 November.
    publishes(to, "uk6", on=date(2026, 11, 11))
    return to, supplier, signs(to, decision)


def publishes(to: Tender, slug: str, *, on: date = TODAY) -> None:
    """Records that notice as published on that day."""
    with as_tenant(to.buyer.pk):
        due = notice_with(to.procurement, slug)
        assert due is not None
        facts = notice_facts(to.procurement, due)
        notices.record(
            by=to.commissioner,
            procurement=to.procurement,
            due=due,
            reference=f"2026/S 000-{slug}",
            published_on=on,
            body=release(facts, on=on),
            on=on,
        )
