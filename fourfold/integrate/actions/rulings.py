"""The law is asked about a procurement, and what it answers is put on record: once more whenever it is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.define.queries.law import law_version, rulings_on
from fourfold.define.rules.law.on_record import kept
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurement_states import standing
from fourfold.integrate.actions.procurements import STILL_OURS_TO_CHANGE, check_owns
from fourfold.integrate.models import ENDED_WITHOUT, Consideration, StoredRuling
from fourfold.integrate.queries.gate import facts_now

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.rules.law.facts import Facts
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

MOST: Final = 200


def check_can_ask_the_law(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("put on record which rules apply"))
    if procurement.state in ENDED_WITHOUT:
        message = say("This procurement ended without a contract. Its record stays as it is.")
        raise NotAllowed(message)


def can_ask_the_law(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_ask_the_law(by, procurement)
    except NotAllowed:
        return False
    return True


def ask_the_law(*, by: Actor, procurement: Procurement, facts: Facts, on: date) -> StoredRuling:
    """The rules' answer to these facts, kept as it was said. `on` is today; the day that is asked about is among the facts."""
    check_can_ask_the_law(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("Put on record which rules apply")):
        # Of two who ask at the same moment the second waits, and is numbered after the first.
        now = standing(procurement.pk)
        number = StoredRuling.objects.filter(procurement=procurement).count() + 1
        if number > MOST:
            message = say("The law was asked {most} times about this procurement. That is enough", most=MOST)
            raise Refused(message)
        ref = new_reference()
        stored: StoredRuling = StoredRuling.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            number=number,
            day=facts.on,
            body=kept(facts, rulings_on(facts)),
            about=facts_now(now),
            law_version=law_version(),
            asked_by_id=by.person_id,
            asked_on=on,
        )
        if now.state in STILL_OURS_TO_CHANGE:
            # Not an edit of the record: whoever is writing it is not told that somebody else saved.
            Consideration.objects.filter(procurement=procurement).update(ruling=stored)
    return stored
