"""A partnership that the council leads, what it changed, and a neighbour's that it may read."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.define.queries.standing_priorities import standing_priorities
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.cast import CHARITY, COUNCIL, ENTERPRISE
from fourfold.partner.actions import partnership_members, partnership_outcomes, partnerships
from fourfold.partner.actions.partnership_outcomes import Came
from fourfold.partner.queries.partnerships import partnership_with

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.partner.queries.partnerships import Partnership

_YEAR = timedelta(days=365)
_MEMBERS = (
    (ENTERPRISE, "delivers", "in_kind", "Places in the void clearance team, with a mentor", None),
    (CHARITY, "refers", "places", "The hall on Elm Road, two days a week", None),
)
_ANSWERS = (
    ("Priya Nair", "satisfied"),
    ("Dee Carter", "very_satisfied"),
    ("Mei Lin", "satisfied"),
)


def work_together(actors: dict[str, Actor], *, on: date, at: datetime) -> None:
    lead = actors["Priya Nair"]
    with as_tenant(lead.organisation_id):
        partnership = partnerships.begin(
            by=lead,
            described=partnerships.Described(
                title="A first job after prison",
                purpose="People who leave prison clear empty homes, and go on to a job that lasts.",
                starts_on=on - 3 * _YEAR,
                ends_on=None,
                agreed_on=on - 3 * _YEAR,
                priorities=[each.ref for each in standing_priorities(lead.organisation_id)[:1]],
                agreement=None,
                shown=False,
            ),
            on=on,
            at=at,
        )
        for name, role, kind, words, amount in _MEMBERS:
            member = partnership_members.add(
                by=lead,
                partnership=partnership,
                organisation=Organisation.objects.get(name=name, invented=True),
                entry=None,
                role=role,
                on=on - 2 * _YEAR,
            )
            partnership_members.bring(by=lead, member=member, kind=kind, words=words, amount=amount)
        _what_came_of_it(lead, partnership, on)
    for name, score in _ANSWERS:
        by = actors[name]
        with as_tenant(by.organisation_id):
            seen = partnership_with(partnership.ref)
            if seen is None:
                raise LookupError(partnership.ref)
            partnership_outcomes.rate(by=by, partnership=seen, seen=0, score=score, on=on)


def _what_came_of_it(lead: Actor, partnership: Partnership, on: date) -> None:
    council = partnership.members.get(name=COUNCIL)
    partnership_members.bring(
        by=lead, member=council, kind="money", words="A grant for tools and a van", amount=Decimal(24_000)
    )
    for came in (
        Came(
            what="Empty homes were let eleven days sooner than in the year before.",
            starts_on=on - _YEAR,
            ends_on=on,
            amount=Decimal(31_400),
            budget="Rent lost on empty homes",
            method="accounts",
            confidence="high",
        ),
        Came(
            what="Fewer people asked for emergency housing after their release.",
            starts_on=on - _YEAR,
            ends_on=on,
            amount=Decimal(18_000),
            budget="Homelessness prevention",
            method="unit_cost",
            confidence="medium",
        ),
    ):
        partnership_outcomes.record(by=lead, member=council, came=came, on=on)
