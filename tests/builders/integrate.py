"""Procurements to test with, taken as far as the test needs by the actions themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Outcome, Policy, PolicyState, PolicyVersion, Priority
from fourfold.ground.organisations.tables import Organisation, Sector
from fourfold.ground.organisations.tenancy import Right, as_tenant, share
from fourfold.ground.people.changes import change
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Person, Role
from fourfold.integrate.actions import (
    asks,
    award,
    bids,
    conflicts,
    consideration,
    contracts,
    criteria,
    evaluation,
    interests,
    openers,
    opening,
    procurements,
    tender,
)
from fourfold.integrate.actions.consideration import Considered
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.actions.procurements import Details
from fourfold.integrate.models import Award, Bid, OpenedBid, Procurement
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.rules.bid_document import BidDocument, OfferedQuantity
from tests.builders.define import a_policy, measures_of
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Contract

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 14, 12, 0, tzinfo=UTC)
OPENING_PASSPHRASE = "three words of nobody"

WEIGHTS = (
    Weighting("price", "Price", Decimal(50)),
    Weighting("quality", "Method", Decimal(30), question="How will you do it?"),
    Weighting("social", "Social value", Decimal(20)),
)


def a_buyer(*roles: str, organisation: Organisation | None = None) -> Actor:
    return an_actor(
        role=roles or (Role.COMMISSIONER,),
        organisation=organisation or an_organisation(sector=Sector.LOCAL_AUTHORITY),
    )


def details(title: str = "Repairs to homes", **more: object) -> Details:
    values = {
        "description": "Repairs.",
        "kind": "works",
        "amount": Decimal("1000000.00"),
        "starts_on": None,
        "ends_on": None,
    }
    return Details(title=title, **{**values, **more})  # type: ignore[arg-type]


def considered(**more: object) -> Considered:
    values = {
        "improvement": "Apprenticeships for people who live here.",
        "proportionate": "Training, since the work lasts ten years.",
        "consulted": True,
        "consulted_whom": "Tenants, at three meetings.",
        "not_consulted_because": "",
        "urgent": False,
        "urgent_because": "",
        "no_ruling_because": "The council's lawyers ruled on it.",
    }
    return Considered(**{**values, **more})  # type: ignore[arg-type]


def a_procurement(by: Actor, title: str = "Repairs to homes") -> Procurement:
    with as_tenant(by.organisation_id):
        return procurements.start(by=by, details=details(title))


def an_adopted_measure(owner: int, title: str = "Apprenticeships", unit: str = "apprenticeships") -> Measure:
    """A measure of a policy that is adopted and published."""
    return adopted_measures_titled(owner, {title: unit})[0]


def adopted_measures_titled(owner: int, units: Mapping[str, str]) -> list[Measure]:
    """The measures of a policy that is adopted and published, by title and unit."""
    by = an_actor(organisation=Organisation.objects.get(pk=owner))
    with change(by=by, owner=owner, reason="For a test"):
        policy = Policy(owner_id=owner, title="Our policy")
        policy.root = policy.ref
        policy.save()
        inside = {"owner_id": owner, "root": policy.root}
        version = PolicyVersion.objects.create(
            **inside,
            policy=policy,
            number=1,
            definition="Good for the place",
            drafted_by=a_person(),
        )
        priority = Priority.objects.create(
            **inside, policy_version=version, position=1, title="Work for young people"
        )
        outcome = Outcome.objects.create(**inside, priority=priority, title="Young people in lasting work")
        measures = [
            Measure.objects.create(
                **inside,
                outcome=outcome,
                title=title,
                unit=unit,
                counts="Each that was completed.",
                evidence="A certificate.",
            )
            for title, unit in units.items()
        ]
        PolicyVersion.objects.filter(pk=version.pk).update(
            state=PolicyState.ADOPTED, adopted_by_id=by.person_id, adopted_on=TODAY, adopting_body="Cabinet"
        )
        share(
            owner=Organisation.objects.get(pk=owner),
            thing=policy.root,
            kind="policy",
            organisation=None,
            right=Right.SEE,
            on=TODAY,
            reason="Adopted",
        )
    return measures


def assessed(by: Actor, procurement: Procurement) -> None:
    """Conflicts of interest as `by`, who declares none, confirms them: everyone else with influence has declared."""
    with as_tenant(by.organisation_id):
        interests.declare(by=by, procurement=procurement, has_interest=False, detail="", on=TODAY)
        conflicts.assess(by=by, procurement=procurement, looked_for="Everyone was asked.", on=TODAY)


def a_considered_procurement(by: Actor, *, with_ask: bool = True) -> Procurement:
    """Ready for openers: considered, weighed, with a measure asked for, and with conflicts of interest assessed."""
    procurement = a_procurement(by)
    with as_tenant(by.organisation_id):
        consideration.record(by=by, procurement=procurement, considered=considered(), on=TODAY)
        procurement = Procurement.objects.get(pk=procurement.pk)
        criteria.set_weights(
            by=by,
            procurement=procurement,
            weightings=WEIGHTS,
            version=procurement.version,
            trivial_below=None,
        )
        procurement = Procurement.objects.get(pk=procurement.pk)
    if with_ask:
        measure = an_adopted_measure(by.organisation_id)
        with as_tenant(by.organisation_id):
            asks.add(
                by=by,
                procurement=procurement,
                measure=measure.ref,
                criterion=procurement.criteria.get(family="social").ref,
                guidance="",
                sensible_most=Decimal(500),
                version=procurement.version,
            )
            procurement = Procurement.objects.get(pk=procurement.pk)
    assessed(by, procurement)
    return procurement


def an_opener(organisation: int, *, name: str = "") -> Person:
    """Someone of that organisation with an opening passphrase."""
    person = a_person(name)
    by = an_actor(role=Role.APPROVER, organisation=Organisation.objects.get(pk=organisation), person=person)
    with as_tenant(organisation):
        openers.set_passphrase(by=by, passphrase=OPENING_PASSPHRASE, at=NOW)
    return person


def an_open_tender(
    by: Actor, *, closes_at: datetime = CLOSES, at: datetime = NOW, of: Procurement | None = None
) -> Procurement:
    """`of` a procurement that is ready, or of one made for it."""
    procurement = a_considered_procurement(by) if of is None else of
    people = [an_opener(by.organisation_id) for _ in range(3)]
    with as_tenant(by.organisation_id):
        return tender.open_for_bids(
            by=by, procurement=procurement, openers=people, bids_close_at=closes_at, at=at
        )


# From here on: bids, opening, evaluation, award, contract.

AFTER = CLOSES + timedelta(minutes=1)


@dataclass(slots=True)
class Tender:
    """A tender with the people around it. `procurement` is read anew, so it always stands as it is now."""

    buyer: Organisation
    commissioner: Actor
    evaluator: Actor
    approver: Actor
    manager: Actor
    openers: list[Actor]
    key: int

    @property
    def procurement(self) -> Procurement:
        with as_tenant(self.buyer.pk):
            return Procurement.objects.select_related("owner").get(pk=self.key)

    @property
    def criteria(self) -> dict[str, str]:
        """References by family."""
        with as_tenant(self.buyer.pk):
            return dict(self.procurement.criteria.values_list("family", "ref"))

    @property
    def asks(self) -> dict[str, str]:
        """References by the unit that is asked for."""
        with as_tenant(self.buyer.pk):
            return dict(self.procurement.asks.values_list("measure__unit", "ref"))

    @property
    def opened(self) -> list[OpenedBid]:
        with as_tenant(self.buyer.pk):
            return list(OpenedBid.objects.select_related("procurement", "bidder", "bid").order_by("pk"))


def a_tender(*, closes_at: datetime = CLOSES, at: datetime = NOW) -> Tender:
    """Open for bids: price 50, a method in words 30, social value 20 with apprenticeships and hours asked for."""
    buyer = an_organisation(sector=Sector.LOCAL_AUTHORITY)
    version = a_policy(an_actor(role=Role.LEAD, organisation=buyer))
    measures = {measure.unit: measure.ref for measure in measures_of(version)}
    by = an_actor(role=Role.COMMISSIONER, organisation=buyer)
    people = [an_opener(buyer.pk) for _ in range(3)]
    procurement = a_considered_procurement(by, with_ask=False)
    with as_tenant(buyer.pk):
        for unit in ("apprenticeships", "hours"):
            asks.add(
                by=by,
                procurement=procurement,
                measure=measures[unit],
                criterion=procurement.criteria.get(family="social").ref,
                guidance="",
                sensible_most=None,
                version=procurement.version,
            )
            procurement = Procurement.objects.get(pk=procurement.pk)
        tender.open_for_bids(by=by, procurement=procurement, openers=people, bids_close_at=closes_at, at=at)
    return _around(by, buyer, people, procurement)


def a_tender_of(by: Actor, procurement: Procurement, *, closes_at: datetime = CLOSES) -> Tender:
    """A procurement that is ready, opened for bids, with the people around it."""
    buyer = Organisation.objects.get(pk=by.organisation_id)
    people = [an_opener(buyer.pk) for _ in range(3)]
    with as_tenant(buyer.pk):
        tender.open_for_bids(by=by, procurement=procurement, openers=people, bids_close_at=closes_at, at=NOW)
    return _around(by, buyer, people, procurement)


def _around(by: Actor, buyer: Organisation, people: list[Person], procurement: Procurement) -> Tender:
    return Tender(
        buyer=buyer,
        commissioner=by,
        evaluator=an_actor(role=Role.EVALUATOR, organisation=buyer),
        approver=an_actor(role=Role.APPROVER, organisation=buyer),
        manager=an_actor(role=Role.CONTRACT_MANAGER, organisation=buyer),
        openers=[acting_for(buyer, person) for person in people],
        key=procurement.pk,
    )


def acting_for(organisation: Organisation, person: Person) -> Actor:
    actor = actor_for(person=person, organisation=organisation, on=TODAY)
    assert actor is not None
    return actor


def a_bidder() -> Actor:
    return an_actor(role=Role.SUPPLIER, organisation=an_organisation(sector=Sector.PRIVATE))


def a_bid(
    to: Tender,
    *,
    price: str | None = "400000.00",
    words: str = "With care",
    apprenticeships: str | None = "12",
    hours: str = "0",
) -> BidDocument:
    """What a bidder writes: whole, unless the test takes something out."""
    return BidDocument(
        price=None if price is None else Decimal(price),
        answers={to.criteria["quality"]: words},
        offers={
            to.asks["apprenticeships"]: OfferedQuantity(
                None if apprenticeships is None else Decimal(apprenticeships),
                "With the college",
            ),
            to.asks["hours"]: OfferedQuantity(Decimal(hours), ""),
        },
    )


def sealed(to: Tender, by: Actor, document: BidDocument | None = None, *, at: datetime = NOW) -> Bid:
    with as_tenant(by.organisation_id):
        return bids.seal(
            by=by, procurement=to.procurement, document=document or a_bid(to), arrived_at=at, on=TODAY
        )


def bid_now(bid: Bid | None) -> Bid:
    assert bid is not None
    with as_tenant(bid.owner_id):
        return Bid.objects.get(pk=bid.pk)


def opens(
    to: Tender, by: Actor, *, passphrase: str = OPENING_PASSPHRASE, at: datetime = AFTER
) -> Procurement:
    """One opener's part."""
    with as_tenant(to.buyer.pk):
        return opening.open_bids(by=by, procurement=to.procurement, passphrase=passphrase, at=at)


def open_bids_of(to: Tender, *, at: datetime = AFTER) -> list[OpenedBid]:
    """Opened; then, knowing who bids, the openers declare and the assessment of conflicts is confirmed again."""
    for opener in to.openers[:2]:
        opens(to, opener, at=at)
    for opener in to.openers:
        declares(to, opener)
    assessed(to.commissioner, to.procurement)
    return to.opened


def declares(to: Tender, by: Actor, *, has_interest: bool = False, detail: str = "") -> None:
    with as_tenant(to.buyer.pk):
        interests.declare(
            by=by, procurement=to.procurement, has_interest=has_interest, detail=detail, on=TODAY
        )


def scores(to: Tender, by: Actor, opened_bid: OpenedBid, *, points: int = 4) -> None:
    with as_tenant(to.buyer.pk):
        scored = [to.criteria["quality"], to.criteria["social"]]
        evaluation.score(
            by=by,
            opened_bid=opened_bid,
            points=dict.fromkeys(scored, points),
            reasons=dict.fromkeys(scored, "As it was written."),
        )


def moderates(to: Tender, by: Actor, opened_bid: OpenedBid, *, points: str = "4") -> None:
    with as_tenant(to.buyer.pk):
        scored = [to.criteria["quality"], to.criteria["social"]]
        evaluation.moderate(
            at=AFTER,
            by=by,
            opened_bid=opened_bid,
            points=dict.fromkeys(scored, Decimal(points)),
            reasons=dict.fromkeys(scored, "Agreed."),
        )


def scored(to: Tender, points: Sequence[int]) -> None:
    """Opened and scored by the evaluator, so many points for each bid in the order in which they came."""
    opened = open_bids_of(to)
    declares(to, to.evaluator)
    for opened_bid, given in zip(opened, points, strict=True):
        scores(to, to.evaluator, opened_bid, points=given)


def moderated(to: Tender, points: Sequence[int]) -> None:
    """Scored, agreed as scored, and locked."""
    scored(to, points)
    declares(to, to.commissioner)
    for opened_bid, given in zip(to.opened, points, strict=True):
        moderates(to, to.commissioner, opened_bid, points=str(given))
    with as_tenant(to.buyer.pk):
        evaluation.close_moderation(by=to.commissioner, procurement=to.procurement)
        conflicts.assess(
            by=to.commissioner, procurement=to.procurement, looked_for="Everyone was asked again.", on=TODAY
        )


def proposed(to: Tender, *, place: int = 1) -> Award:
    """The bid in that place, by the commissioner."""
    with as_tenant(to.buyer.pk):
        ranked = ranked_bids(to.procurement)
        return award.propose(
            by=to.commissioner, opened_bid=ranked[place - 1].opened_bid, reason="The most advantageous."
        )


def awarded(to: Tender) -> Award:
    proposal = proposed(to)
    declares(to, to.approver)
    with as_tenant(to.buyer.pk):
        award.approve(by=to.approver, award=proposal, on=TODAY)
        return Award.objects.select_related("procurement", "opened_bid__bidder").get(pk=proposal.pk)


def signed(
    to: Tender, *, starts_on: date = date(2026, 11, 1), ends_on: date = date(2028, 10, 31)
) -> Contract:
    decision = awarded(to)
    manager = Person.objects.get(pk=to.manager.person_id)
    with as_tenant(to.buyer.pk):
        return contracts.sign(
            by=to.commissioner,
            award=decision,
            starts_on=starts_on,
            ends_on=ends_on,
            manager=manager,
            on=TODAY,
        )
