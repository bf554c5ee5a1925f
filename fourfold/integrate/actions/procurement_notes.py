"""What came of a procurement beside its contract is noted: benefits, barriers, ideas, what asking cost, how content one was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import NoteKind, ProcurementNote
from fourfold.integrate.rules.note_themes import THEMES, WITH_AMOUNT

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement


@dataclass(frozen=True, slots=True)
class Noted:
    """`theme` is a code of `rules.note_themes` for that kind. What does not belong to the kind is left out."""

    kind: str
    theme: str
    text: str
    aimed_at: bool | None = None
    amount: Decimal | None = None
    remedy: str = ""


def check_can_note(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(
        by, Role.COMMISSIONER, Role.LEAD, Role.CONTRACT_MANAGER, to=say("note what came of a procurement")
    )


def can_note(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_note(by, procurement)
    except NotAllowed:
        return False
    return True


def note(*, by: Actor, procurement: Procurement, noted: Noted, on: date) -> ProcurementNote:
    check_can_note(by, procurement)
    if noted.kind not in THEMES:
        message = say("Choose what it is")
        raise Refused(message, field="kind")
    if noted.theme not in THEMES[noted.kind]:
        message = say("Choose what it is about")
        raise Refused(message, field="theme")
    if not noted.text.strip():
        message = say("Say it in a sentence or two")
        raise Refused(message, field="text")
    with change(by=by, owner=procurement.owner_id, reason=say("Noted what came of a procurement")):
        ref = new_reference()
        created: ProcurementNote = ProcurementNote.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            kind=noted.kind,
            theme=noted.theme,
            text=noted.text.strip(),
            aimed_at=noted.aimed_at if noted.kind == NoteKind.BENEFIT else None,
            amount=noted.amount if noted.kind in WITH_AMOUNT else None,
            remedy=noted.remedy.strip() if noted.kind == NoteKind.BARRIER else "",
            noted_by_id=by.person_id,
            noted_on=on,
        )
    return created


def check(*, by: Actor, noted: ProcurementNote, found: str) -> ProcurementNote:
    """What was found when an estimate was looked at again; the estimate stays as it was."""
    check_can_note(by, noted.procurement)
    if not found.strip():
        message = say("Say what was found")
        raise Refused(message, field="checked")
    with change(by=by, owner=noted.owner_id, reason=say("Looked again at what was noted")):
        return update(noted, version=noted.version, checked=found.strip())
