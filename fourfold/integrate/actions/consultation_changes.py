"""You said, we did: what changed because of a consultation, in what, and what it saves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.define.queries.policies import adopted_version, draft_version
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.integrate.actions.consultations import check_runs, standing
from fourfold.integrate.models import ConsultationChange, ConsultationIdea, ConsultationState

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Consultation

MOST = 200


@dataclass(frozen=True, slots=True)
class Told:
    """`about` is a kind and a reference, as `things_it_can_change` gives them, or empty; `idea` a reference, or empty."""

    you_said: str
    we_did: str
    changed: bool
    about: str
    idea: str
    saving: Decimal | None
    saving_because: str


def things_it_can_change(consultation: Consultation) -> list[tuple[str, str]]:
    """Criteria and measures of its procurement, and the priorities of the policy: (kind and reference, words)."""
    found = []
    procurement = consultation.procurement
    if procurement is not None:
        found += [
            (f"criterion {each.ref}", say("Criterion: {title}", title=each.title))
            for each in procurement.criteria.all()
        ]
        found += [
            (f"ask {each.ref}", say("Measure asked for: {title}", title=each.measure.title))
            for each in procurement.asks.select_related("measure")
        ]
    version = draft_version(consultation.owner_id) or adopted_version(consultation.owner_id)
    if version is not None:
        found += [
            (f"priority {each.ref}", say("Priority: {title}", title=each.title))
            for each in version.priorities.all()
        ]
    return found


def check_can_tell(by: Actor, consultation: Consultation) -> None:
    check_runs(by, consultation)
    if consultation.state in {ConsultationState.DRAFT, ConsultationState.WITHDRAWN}:
        raise NotAllowed(say("Nobody was asked yet, so nothing changed because of it."))


def can_tell(by: Actor, consultation: Consultation) -> bool:
    try:
        check_can_tell(by, consultation)
    except NotAllowed:
        return False
    return True


def tell(*, by: Actor, consultation: Consultation, told: Told, on: date) -> ConsultationChange:
    """Everybody who reads the consultation reads it from now on."""
    check_can_tell(by, consultation)
    values = _checked(consultation, told)
    with change(
        by=by, owner=consultation.owner_id, reason=say("Said what changed because of a consultation")
    ):
        standing(consultation)
        if consultation.changes.count() >= MOST:
            raise Refused(say("{most} changes are told, which is the most", most=MOST))
        created: ConsultationChange = ConsultationChange.objects.create(
            owner_id=consultation.owner_id,
            root=consultation.root,
            consultation=consultation,
            decided_by_id=by.person_id,
            decided_on=on,
            **values,
        )
    return created


def tell_again(*, by: Actor, record: ConsultationChange, told: Told, seen: int) -> ConsultationChange:
    check_can_tell(by, record.consultation)
    values = _checked(record.consultation, told)
    with change(by=by, owner=record.owner_id, reason=say("Corrected what changed because of a consultation")):
        return update(record, version=seen, **values)


def _checked(consultation: Consultation, told: Told) -> dict[str, Any]:
    if not told.you_said.strip():
        raise Refused(say("Say what people said"), field="you_said")
    if not told.we_did.strip():
        message = say("Say what you changed") if told.changed else say("Say why nothing was changed")
        raise Refused(message, field="we_did")
    if told.saving is not None and not told.saving_because.strip():
        raise Refused(say("Say how the saving was estimated"), field="saving_because")
    values: dict[str, Any] = {"criterion": None, "ask": None, "priority_id": None, "about": "", "idea": None}
    if told.about:
        words = dict(things_it_can_change(consultation)).get(told.about)
        if words is None:
            raise Refused(say("Choose one of those listed"), field="about")
        values |= {"about": str(words)[:300], **_thing(consultation, told.about)}
    if told.idea:
        values["idea"] = ConsultationIdea.objects.filter(consultation=consultation, ref=told.idea).first()
        if values["idea"] is None:
            raise Refused(say("Choose one of the ideas of this consultation"), field="idea")
    return values | {
        "you_said": told.you_said.strip(),
        "we_did": told.we_did.strip(),
        "changed": told.changed,
        "saving": told.saving,
        "saving_because": told.saving_because.strip(),
    }


def _thing(consultation: Consultation, about: str) -> dict[str, Any]:
    kind, ref = about.split(" ", 1)
    if kind == "priority":
        version = draft_version(consultation.owner_id) or adopted_version(consultation.owner_id)
        return {} if version is None else {"priority_id": version.priorities.get(ref=ref).pk}
    procurement = consultation.procurement
    if procurement is None:
        return {}
    rows = procurement.criteria if kind == "criterion" else procurement.asks
    return {kind: rows.get(ref=ref)}
