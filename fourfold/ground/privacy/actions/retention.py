"""How long an organisation keeps a kind of record: chosen within bounds, for a reason, by an administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import ChangedMeanwhile, Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.record import Line
from fourfold.ground.privacy.tables import RetentionChoice

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.kernel.keeping import Keeping
    from fourfold.ground.people.actor import Actor

MAY_LOOK = (Role.ADMINISTRATOR, Role.AUDITOR, Role.LEAD)


def check_can_look(by: Actor) -> None:
    check_role(by, *MAY_LOOK, to=say("see what is held of people"))


def can_look(by: Actor) -> bool:
    return by.has(*MAY_LOOK)


def check_can_choose(by: Actor, *, line: Line) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("choose how long records are kept"))
    if not line.may_be_chosen:
        raise NotAllowed(say("This time is the same for everyone on this site."))


def can_choose(by: Actor, *, line: Line) -> bool:
    try:
        check_can_choose(by, line=line)
    except NotAllowed:
        return False
    return True


def choose(*, by: Actor, line: Line, kept: Keeping, reason: str, seen: int, on: date) -> RetentionChoice:
    """From now on `by`'s organisation keeps records of this kind for `kept`. `seen` is the version of the choice that the
    form was filled from, 0 where there was none.

    Raises Refused outside of the bounds of the line, and ChangedMeanwhile where somebody else chose first.
    """
    check_can_choose(by, line=line)
    if not line.allows(kept):
        raise Refused(
            say("Choose between {least} and {most}", least=line.least, most=line.most), field="kept"
        )
    if not reason.strip():
        raise Refused(say("Say why this long: an auditor will ask"), field="reason")
    ref = new_reference()
    values = {
        "number": kept.number,
        "unit": kept.unit.value,
        "reason": reason.strip(),
        "chosen_by_id": by.person_id,
        "chosen_on": on,
    }
    try:
        with change(
            by=by,
            owner=by.organisation_id,
            reason=say("Chose how long to keep: {title}", title=line.title),
            winding_up=True,
        ):
            standing = _standing(by, line)
            if standing is not None:
                return update(standing, version=seen, **values)
            return RetentionChoice.objects.create(
                owner_id=by.organisation_id, ref=ref, root=ref, record=line.key, **values
            )
    except IntegrityError:
        with as_tenant(by.organisation_id):
            first = _standing(by, line)
        if first is None:
            raise
        raise ChangedMeanwhile(first) from None


def _standing(by: Actor, line: Line) -> RetentionChoice | None:
    return RetentionChoice.objects.filter(owner=by.organisation_id, record=line.key).first()
