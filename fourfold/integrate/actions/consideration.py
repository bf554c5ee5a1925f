"""What is weighed before a procurement begins, on the record: section 1(3) to (8) of the Social Value Act 2012.

It asks how what is bought might improve the well-being of the area, what of that is relevant and in proportion, and
whether to consult; where it is urgent, less may be done, and that is said as well. The record stays open while people are
asked, each saved state of it is kept, and it is frozen when the tender opens.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.joint_shown import show_to_authorities
from fourfold.integrate.actions.procurement_states import move
from fourfold.integrate.actions.procurements import check_not_open_yet, check_owns
from fourfold.integrate.models import Consideration, ConsiderationVersion, ProcurementState, StoredRuling

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


MOST_VERSIONS: Final = 500


@dataclass(frozen=True, slots=True)
class Considered:
    """`economic`, `social` and `environmental` say more of `improvement`; what is left empty shows as not said."""

    improvement: str
    proportionate: str
    consulted: bool
    consulted_whom: str
    not_consulted_because: str
    urgent: bool
    urgent_because: str
    economic: str = ""
    social: str = ""
    environmental: str = ""
    no_ruling_because: str = ""


def check_can_consider(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("record what was considered"))
    check_not_open_yet(procurement)


def can_consider(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_consider(by, procurement)
    except NotAllowed:
        return False
    return True


def record(
    *,
    by: Actor,
    procurement: Procurement,
    considered: Considered,
    on: date,
    version: int | None = None,
) -> Consideration:
    """Records it and moves a planned procurement to “being considered”; or corrects the record at `version`.

    It rests on the latest answer of the law. What stood before stays readable.
    """
    check_can_consider(by, procurement)
    _check(considered)
    answers = _only_what_was_answered(considered)
    with change(by=by, owner=procurement.owner_id, reason=say("Recorded what was considered")):
        ruling = StoredRuling.objects.filter(procurement=procurement).order_by("-number").first()
        values = {**answers, "considered_by_id": by.person_id, "considered_on": on, "ruling": ruling}
        standing: Consideration | None = Consideration.objects.filter(procurement=procurement).first()
        if standing is not None:
            # A first record that crosses somebody else's is a second edit, and they are told.
            changed = update(standing, version=0 if version is None else version, **values)
            _keep(by, changed, answers, on)
            return changed
        ref = new_reference()
        created: Consideration = Consideration.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            **values,
        )
        _keep(by, created, answers, on)
        show_to_authorities(procurement, on=on)
        if procurement.state == ProcurementState.PLANNED:
            move(procurement, to=ProcurementState.CONSIDERING)
    return created


def _keep(by: Actor, record: Consideration, answers: dict[str, object], on: date) -> None:
    """One more version, where it says something else than the last."""
    number = None if record.ruling is None else record.ruling.number
    last = ConsiderationVersion.objects.filter(consideration=record).order_by("-number").first()
    if last is not None and (last.answers, last.ruling_number) == (answers, number):
        return
    if last is not None and last.number >= MOST_VERSIONS:
        message = say("This record was changed {most} times. That is enough", most=MOST_VERSIONS)
        raise Refused(message)
    ConsiderationVersion.objects.create(
        owner_id=record.owner_id,
        root=record.root,
        consideration=record,
        number=1 if last is None else last.number + 1,
        answers=answers,
        ruling_number=number,
        written_by_id=by.person_id,
        written_on=on,
    )


def _check(considered: Considered) -> None:
    missing = (
        (
            considered.improvement,
            "improvement",
            say("Say how it could improve economic, social or environmental well-being"),
        ),
        (
            considered.proportionate,
            "proportionate",
            say("Say what is relevant to this contract and in proportion to it"),
        ),
        (
            considered.consulted_whom or not considered.consulted,
            "consulted_whom",
            say("Say who was consulted"),
        ),
        (
            considered.not_consulted_because or considered.consulted,
            "not_consulted_because",
            say("Say why nobody was consulted"),
        ),
        (
            considered.urgent_because or not considered.urgent,
            "urgent_because",
            say("Say what makes it urgent"),
        ),
    )
    for answer, field, message in missing:
        if not (answer.strip() if isinstance(answer, str) else answer):
            raise Refused(message, field=field)


def _only_what_was_answered(considered: Considered) -> dict[str, object]:
    values: dict[str, object] = {
        name: value.strip() if isinstance(value, str) else value for name, value in asdict(considered).items()
    }
    # Words typed under the answer that was not chosen are not part of the record.
    values["not_consulted_because" if considered.consulted else "consulted_whom"] = ""
    if not considered.urgent:
        values["urgent_because"] = ""
    return values
