"""Who leads at the council: a lead without a deputy, an elected champion, a champion who acts, and a service without one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.define.actions import lead_acts, leads, leads_shown, staff_messages
from fourfold.define.queries.leadership import services_of
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.queries import person_with
from fourfold.integrate.actions.procurement_service import for_service
from fourfold.integrate.queries.procurements import procurements_of

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

REPAIRS, PARKS, CARE = "Housing repairs", "Parks and streets", "Adult social care"
# Which service buys what: procurements by the beginning of their title.
BOUGHT_FOR = {
    "Repairs": REPAIRS,
    "Adaptations": REPAIRS,
    "Community centre": REPAIRS,
    "Grounds": PARKS,
    "Street trees": PARKS,
    "Playground": PARKS,
}
COUNCILLOR = "Councillor Beth Lowry"


def name_leaders(actors: dict[str, Actor], *, on: date) -> None:
    lead = actors["Priya Nair"]
    since = on - timedelta(days=300)
    with as_tenant(lead.organisation_id):
        added = {each.name: each for each in services_of(lead.organisation_id, on=on)}
        leads.appoint(
            by=lead,
            who=leads.Appointed(
                role="lead",
                person=person_with(key=lead.person_id),
                name="",
                post="procurement_or_commissioning",
                job_title="Head of commissioning",
                seniority="senior_manager",
                remit="Puts the policy into every tender, and tells Cabinet each spring what came of it.",
                from_day=since,
                until_day=None,
                name_may_be_shown=True,
            ),
        )
        champion = leads.appoint(
            by=lead,
            who=leads.Appointed(
                role="elected",
                person=None,
                name=COUNCILLOR,
                post="elected_member",
                job_title="Cabinet member for adult services and commissioning",
                seniority="member",
                remit="Speaks for social value to fellow members of the Council.",
                from_day=since,
                until_day=on + timedelta(days=500),
                name_may_be_shown=False,
            ),
        )
        of_repairs = leads.appoint(
            by=lead,
            who=leads.Appointed(
                role="service",
                person=person_with(key=actors["Daniel Hughes"].person_id),
                name="",
                post="other",
                job_title="Contract manager",
                seniority="manager",
                remit="Asks at each review of the repairs contracts what was promised and what was proved.",
                from_day=since,
                until_day=None,
                name_may_be_shown=False,
                service=added[REPAIRS],
            ),
        )
        leads.appoint(
            by=lead,
            who=leads.Appointed(
                role="service",
                person=None,
                name="Head of parks (post-holder)",
                post="director",
                job_title="Head of parks",
                seniority="senior_manager",
                remit="",
                from_day=since,
                until_day=None,
                name_may_be_shown=False,
                service=added[PARKS],
            ),
        )
        lead_acts.write(
            by=lead,
            appointment=champion,
            on=on - timedelta(days=40),
            kind="spoke",
            words="Asked Cabinet to hold every tender above £100,000 against the three priorities.",
            reached=9,
        )
        lead_acts.write(
            by=lead,
            appointment=of_repairs,
            on=on - timedelta(days=12),
            kind="told_staff",
            words="Told the repairs teams at their monthly meeting which promises are behind.",
            reached=34,
        )
        _tell_staff(lead, on=on, buyers=champion.ref, repairs=of_repairs.ref)
        leads_shown.publish(by=lead, on=on)
        for procurement in procurements_of(lead.organisation_id):
            for begins, name in BOUGHT_FOR.items():
                if procurement.title.startswith(begins):
                    for_service(by=lead, procurement=procurement, service=added[name].ref)


def _tell_staff(lead: Actor, *, on: date, buyers: str, repairs: str) -> None:
    """One message that was told and read back, and one that is planned."""
    told = staff_messages.plan(
        by=lead,
        planned=staff_messages.Planned(
            words="I look at what was promised before each review, and ask for the proof of it.",
            audience="Repairs teams",
            audience_size=41,
            how="Their monthly meeting",
            carried_by=repairs,
            planned_for=on - timedelta(days=20),
        ),
    )
    staff_messages.record(
        by=lead,
        message=told,
        seen=told.version,
        came_of=staff_messages.CameOf(
            told_on=on - timedelta(days=12),
            reached=34,
            asked=8,
            said_back=5,
            learned="Three took a photograph for proof. The next meeting shows what an auditor would take.",
        ),
        on=on,
    )
    staff_messages.plan(
        by=lead,
        planned=staff_messages.Planned(
            words="I ask for apprenticeships in every works contract of a year or more.",
            audience="Everyone who buys",
            audience_size=26,
            how="The spring training on tenders",
            carried_by=buyers,
            planned_for=on + timedelta(days=60),
        ),
    )
