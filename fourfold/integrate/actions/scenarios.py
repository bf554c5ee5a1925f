"""What if the Act reached further? Asked of everything that an organisation buys; a job counts, and the answer is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from fourfold.define.queries.law import law_version, the_law
from fourfold.define.rules.law.facts import Authority, Nation, Vat
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from fourfold.integrate.models import ScenarioRun
from fourfold.integrate.queries.scenarios import entries_bought, how_many, procurements_bought
from fourfold.integrate.rules.scenario_tallies import Asked, Tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.people.actor import Actor

SCENARIOS: Final = "integrate.scenarios"


def check_can_ask(by: Actor) -> None:
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("ask what the law would cover"))


def can_ask(by: Actor) -> bool:
    try:
        check_can_ask(by)
    except NotAllowed:
        return False
    return True


def ask(*, by: Actor, asked: Asked, at: datetime) -> Job:
    """Begins the count. What it reads is what stands when it is carried out."""
    check_can_ask(by)
    with change(by=by, owner=by.organisation_id, reason=say("Asked what the law would cover")):
        return enqueue(
            kind=SCENARIOS,
            title=say("What the law would cover of what you buy"),
            owner=by.organisation_id,
            by=by,
            payload=written(asked),
            at=at,
        )


def written(asked: Asked) -> dict[str, str]:
    return {
        "authority": asked.authority.value,
        "nation": asked.nation.value,
        "day": asked.day.isoformat(),
        "vat": asked.vat.value,
    }


def read(facts: Mapping[str, Any]) -> Asked:
    return Asked(
        Authority(facts["authority"]),
        Nation(facts["nation"]),
        date.fromisoformat(facts["day"]),
        Vat(facts["vat"]),
    )


def count(*, by: Actor, asked: Asked, at: datetime, progress: Callable[[int, int], None]) -> ScenarioRun:
    """Reads everything batch by batch and keeps the sums. `progress` is told how far it is after each batch."""
    check_can_ask(by)
    owner = by.organisation_id
    procurements, entries = how_many(owner)
    tallies, law = Tallies(), the_law()
    own = procurements_bought(owner)
    tallies.add(own, asked=asked, law=law)
    counted = 0
    for batch in entries_bought(owner):
        tallies.add(batch, asked=asked, law=law)
        counted += len(batch)
        progress(len(own) + counted, procurements + entries)
    with change(by=by, owner=owner, reason=say("Counted what the law would cover")):
        ref = new_reference()
        kept: ScenarioRun = ScenarioRun.objects.create(
            owner_id=owner,
            ref=ref,
            root=ref,
            facts=written(asked),
            law_version=law_version(),
            tallies=tallies.as_plain(),
            procurements=len(own),
            entries=counted,
            asked_by_id=by.person_id,
            made_at=at,
        )
    return kept
