"""Value maps that are kept here: begun on the web or brought as a file, changed part by part, taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.measure.models import ValueMap

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

MAY_KEEP: Final = (Role.LEAD, Role.CONTRACT_MANAGER)
MOST_CHARACTERS: Final = 2_000_000


def check_can_keep(by: Actor) -> None:
    check_role(by, *MAY_KEEP, to=say("keep a value map"))


def check_can_change(by: Actor, kept: ValueMap) -> None:
    check_can_keep(by)
    if kept.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that keeps a value map changes it."))


def keep(*, by: Actor, title: str, document: str, file_name: str, on: date) -> ValueMap:
    """`document` is JSON of the published form, of a map that may still lack something."""
    check_can_keep(by)
    title = title.strip()
    _check_size(document)
    if not title:
        raise Refused(say("Enter a title for the value map"), field="title")
    with change(by=by, owner=by.organisation_id, reason=say("Kept a value map")):
        ref = new_reference()
        kept: ValueMap = ValueMap.objects.create(
            owner_id=by.organisation_id,
            ref=ref,
            root=ref,
            title=title[:200],
            document=document,
            begun_by_id=by.person_id,
            begun_on=on,
            file_name=file_name[-250:],
        )
    return kept


def put(*, by: Actor, kept: ValueMap, seen: int, title: str, document: str, what: str) -> ValueMap:
    """The map with one part changed; `what` says which, for its history."""
    check_can_change(by, kept)
    _check_size(document)
    with change(by=by, owner=kept.owner_id, reason=what):
        return update(kept, version=seen, title=title.strip()[:200] or kept.title, document=document)


def take_out(*, by: Actor, kept: ValueMap) -> None:
    check_can_change(by, kept)
    with change(by=by, owner=kept.owner_id, reason=say("Took a value map out")):
        ValueMap.objects.filter(pk=kept.pk).delete()


def _check_size(document: str) -> None:
    if len(document) > MOST_CHARACTERS:
        raise Refused(
            say("This map is too large to be kept here. Value it with the command line"), field="file"
        )
