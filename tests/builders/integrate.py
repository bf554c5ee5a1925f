"""Procurements to test with, taken as far as the test needs by the actions themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.models import Measure, Outcome, Policy, PolicyState, PolicyVersion, Priority
from fourfold.ground.organisations.tables import Organisation, Sector
from fourfold.ground.organisations.tenancy import Right, as_tenant, share
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Person, Role
from fourfold.integrate.actions import asks, consideration, criteria, openers, procurements, tender
from fourfold.integrate.actions.consideration import Considered
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.actions.procurements import Details
from fourfold.integrate.models import Procurement
from tests.builders.ground import TODAY, a_person, an_actor, an_organisation

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

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
    }
    return Considered(**{**values, **more})  # type: ignore[arg-type]


def a_procurement(by: Actor, title: str = "Repairs to homes") -> Procurement:
    with as_tenant(by.organisation_id):
        return procurements.start(by=by, details=details(title))


def an_adopted_measure(owner: int, title: str = "Apprenticeships", unit: str = "apprenticeships") -> Measure:
    """A measure of a policy that is adopted and published."""
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
            state=PolicyState.ADOPTED,
            definition="Good for the place",
            drafted_by=a_person(),
            adopted_by_id=by.person_id,
            adopted_on=TODAY,
            adopting_body="Cabinet",
        )
        priority = Priority.objects.create(
            **inside, policy_version=version, position=1, title="Work for young people"
        )
        outcome = Outcome.objects.create(**inside, priority=priority, title="Young people in lasting work")
        measure: Measure = Measure.objects.create(
            **inside,
            outcome=outcome,
            title=title,
            unit=unit,
            counts="Each that was completed.",
            evidence="A certificate.",
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
    return measure


def a_considered_procurement(by: Actor, *, with_ask: bool = True) -> Procurement:
    """Ready for openers: considered, weighed, and with a measure asked for."""
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
    return procurement


def an_opener(organisation: int, *, name: str = "") -> Person:
    """Someone of that organisation with an opening passphrase."""
    person = a_person(name)
    by = an_actor(role=Role.APPROVER, organisation=Organisation.objects.get(pk=organisation), person=person)
    with as_tenant(organisation):
        openers.set_passphrase(by=by, passphrase=OPENING_PASSPHRASE, at=NOW)
    return person


def an_open_tender(by: Actor, *, closes_at: datetime = CLOSES, at: datetime = NOW) -> Procurement:
    procurement = a_considered_procurement(by)
    people = [an_opener(by.organisation_id) for _ in range(3)]
    with as_tenant(by.organisation_id):
        return tender.open_for_bids(
            by=by, procurement=procurement, openers=people, bids_close_at=closes_at, at=at
        )
