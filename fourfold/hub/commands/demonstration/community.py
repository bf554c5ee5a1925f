"""What the council's residents and groups named: put together, answered by a priority, and one that waits to be looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.define.actions import issues
from fourfold.define.queries.policies import adopted_version
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

NORTHFIELD = "Residents’ meeting, Northfield (invented)"
SURVEY = "Spring survey of tenants (invented)"
# What was named, where, how often, how many days ago; those of the first group stand first.
HEARD = (
    ("The lorries idle outside the school at drop-off", "meeting", NORTHFIELD, 14, 200),
    ("School children breathe the fumes of the High Street", "survey", SURVEY, 41, 150),
    ("Too few places for young people in the evening", "meeting", NORTHFIELD, 9, 200),
    ("Nowhere for young people to go when it rains", "survey", SURVEY, 22, 150),
    ("The last bus leaves before the late shift ends", "letter", "Letters to the council (invented)", 5, 90),
)
GROUP = "Air outside schools"
QUESTION = "How will you keep engines off near schools, and how will you show it?"
WAITING = "There is no step-free way to the job centre"


def hear_the_community(actors: dict[str, Actor], *, on: date) -> None:
    lead, neighbour = actors["Priya Nair"], actors["Mei Lin"]
    with as_tenant(lead.organisation_id):
        entered = [
            issues.enter(
                by=lead,
                words=words,
                source=source,
                named_by=named_by,
                times=times,
                heard_on=on - timedelta(days=days),
                on=on,
            )
            for words, source, named_by, times, days in HEARD
        ]
        together = [each.ref for each in entered[:2]]
        group = issues.make_group(by=lead, title=GROUP, issues=together)
        version = adopted_version(lead.organisation_id)
        if version is None:
            raise LookupError(lead.organisation_name)
        air = list(version.priorities.all())[2]
        issues.edit_group(
            by=lead,
            group=group,
            seen=group.version,
            title=GROUP,
            criterion=QUESTION,
            priority=air.ref,
            issues=together,
        )
    with as_tenant(neighbour.organisation_id):
        issues.name(
            by=neighbour,
            to=Organisation.objects.get(pk=lead.organisation_id),
            words=WAITING,
            times=3,
            heard_on=on - timedelta(days=6),
            on=on,
        )
