"""Policies to test with, written, put out for comment and adopted by the actions themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fourfold.define.actions import cascade, policies, proxies
from fourfold.define.actions.proxies import ProxySource
from fourfold.define.models import Ledger, Measure, PolicyVersion
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from tests.builders.ground import TODAY, an_actor

if TYPE_CHECKING:
    from fourfold.define.models import Outcome, Priority, Proxy
    from fourfold.ground.people.actor import Actor

# Priority, the change hoped for, how it is counted and in which unit.
CASCADE = (
    ("Work for young people", "Young people in lasting work", "Apprenticeships completed", "apprenticeships"),
    ("Warm homes", "Fewer people live in cold homes", "Homes insulated", "homes"),
    ("A strong community", "People know their neighbours", "Hours given to community groups", "hours"),
)

SOURCE = ProxySource(
    title="Unit cost database",
    publisher="A combined authority",
    href="https://example.org/unit-costs",
    licence="Open Government Licence v3.0",
    grade="primary",
    read_on=TODAY,
)


def a_lead(organisation: Organisation | None = None) -> Actor:
    return an_actor(role=Role.LEAD, organisation=organisation)


def an_approver(beside: Actor) -> Actor:
    """Somebody else of the same organisation, who may adopt."""
    return an_actor(role=Role.APPROVER, organisation=Organisation.objects.get(pk=beside.organisation_id))


def a_draft(
    by: Actor | None = None, *, title: str = "Our social value policy", review_years: int = 2
) -> PolicyVersion:
    """The first draft of a policy, without a cascade."""
    by = by or a_lead()
    with as_tenant(by.organisation_id):
        return policies.start(
            by=by,
            title=title,
            definition="Good for the people who live here",
            intent="To buy better.",
            review_years=review_years,
        )


def a_cascade(by: Actor, version: PolicyVersion) -> PolicyVersion:
    """Fills the version with three priorities, each with an outcome and a measure."""
    with as_tenant(by.organisation_id):
        for title, change, measured, unit in CASCADE:
            priority = cascade.add_priority(
                by=by, version=version, title=title, reason="The needs assessment.", top=False
            )
            outcome = cascade.add_outcome(by=by, priority=priority, title=change)
            cascade.add_measure(
                by=by, outcome=outcome, once_per_person=False, **measure_words(title=measured, unit=unit)
            )
        return PolicyVersion.objects.get(pk=version.pk)


def a_version_out_for_comment(by: Actor | None = None) -> PolicyVersion:
    """Whole, so that nothing but a decision stands between it and adoption."""
    by = by or a_lead()
    version = a_cascade(by, a_draft(by))
    with as_tenant(by.organisation_id):
        return policies.put_out_for_comment(by=by, version=version)


def a_policy(by: Actor | None = None, *, on: date = TODAY) -> PolicyVersion:
    """Drafted by `by`, adopted on that day by somebody else and read by everyone; three priorities."""
    by = by or a_lead()
    return adopted(by, a_version_out_for_comment(by), on=on)


def adopted(by: Actor, version: PolicyVersion, *, on: date = TODAY) -> PolicyVersion:
    approver = an_approver(by)
    with as_tenant(by.organisation_id):
        return policies.adopt(by=approver, version=version, body="Cabinet", on=on)


def measure_words(**changed: Any) -> dict[str, Any]:
    """What a measure is described by, for `add_measure` and `edit_measure`."""
    return {
        "title": "Apprenticeships completed",
        "unit": "apprenticeships",
        "counts": "Each that was completed here.",
        "evidence": "A certificate.",
        **changed,
    }


def priorities_of(version: PolicyVersion) -> list[Priority]:
    with as_tenant(version.owner_id):
        return list(version.priorities.all())


def outcomes_of(version: PolicyVersion) -> list[Outcome]:
    with as_tenant(version.owner_id):
        return [outcome for priority in version.priorities.all() for outcome in priority.outcomes.all()]


def measures_of(version: PolicyVersion) -> list[Measure]:
    with as_tenant(version.owner_id):
        return list(
            Measure.objects.filter(outcome__priority__policy_version=version).select_related(
                "outcome__priority"
            )
        )


def a_source(**changed: Any) -> ProxySource:
    return replace(SOURCE, **changed)


def a_proxy(
    by: Actor, measure: Measure, *, value: str = "1500.00", ledger: str = Ledger.FISCAL, **changed: Any
) -> Proxy:
    given: dict[str, Any] = {
        "title": "",
        "low": None,
        "high": None,
        "price_year": 2025,
        "source": SOURCE,
        **changed,
    }
    with as_tenant(by.organisation_id):
        return proxies.record(by=by, measure=measure, value=Decimal(value), ledger=ledger, **given)
