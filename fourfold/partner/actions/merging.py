"""Two entries are said to be one, or not: both stay as they were read, and one points to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.partner.models import DirectoryEntry, EntryLink, LinkState
from fourfold.partner.models.entry_link import VALID_TRANSITIONS
from fourfold.partner.queries.directory_links import pointers_from
from fourfold.partner.rules.directory.merging import may_merge

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor

MAY_KEEP = (Role.LEAD, Role.COMMISSIONER, Role.ADMINISTRATOR)


def check_can_look(by: Actor) -> None:
    check_role(by, *MAY_KEEP, to=say("say which entries are the same organisation"))


def check_can_change(by: Actor, entry: DirectoryEntry) -> None:
    check_can_look(by)
    if entry.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that brought in the list can do this."))
    if entry.received_in_id is None:
        raise NotAllowed(say("This is what an organisation says of itself. Nobody else changes it."))


def can_change(by: Actor, entry: DirectoryEntry) -> bool:
    try:
        check_can_change(by, entry)
    except NotAllowed:
        return False
    return True


def decide(*, by: Actor, link: EntryLink, seen: int, verdict: LinkState, on: date) -> EntryLink:
    """The same, not the same, or cannot tell. What was said before may be taken back; then both stand as they were read."""
    check_can_change(by, link.entry)
    with change(by=by, owner=link.owner_id, reason=say("Compared two entries of the directory")):
        standing = EntryLink.objects.select_related("entry", "other", "organisation").get(pk=link.pk)
        if verdict not in VALID_TRANSITIONS[LinkState(standing.state)]:
            raise Refused(say("This was decided already: {state}", state=standing.get_state_display()))
        before = standing.state
        decided = update(standing, version=seen, state=verdict, decided_by_id=by.person_id, decided_on=on)
        if verdict == LinkState.SAME:
            point(standing)
        elif before == LinkState.SAME:
            _take_back(standing)
    return decided


def merge(*, by: Actor, entry: DirectoryEntry, into: DirectoryEntry, on: date) -> EntryLink:
    """Said by a person unasked. Asked for again after it was taken back, it is the same question decided anew."""
    check_can_change(by, entry)
    if into.owner_id != entry.owner_id or into.received_in_id is None:
        raise Refused(say("Choose an entry of your own lists"), field="other")
    if into.pk == entry.pk:
        raise Refused(say("That is this entry itself. Choose another"), field="other")
    with change(by=by, owner=entry.owner_id, reason=say("Said that two entries are the same")):
        link = EntryLink.objects.filter(entry=entry, other=into).first()
        if link is None:
            ref = new_reference()
            link = EntryLink.objects.create(
                owner_id=entry.owner_id,
                ref=ref,
                root=ref,
                entry=entry,
                other=into,
                compared=[entry.name, into.name],
            )
        return decide(by=by, link=link, seen=link.version, verdict=LinkState.SAME, on=on)


def point(link: EntryLink) -> None:
    """The entry points to what it is the same as; within the change that decides."""
    entry = link.entry
    if link.organisation_id is not None:
        if entry.organisation_id not in (None, link.organisation_id):
            raise Refused(say("It is another body of the national directory already. Take that back first"))
        update(entry, version=entry.version, organisation_id=link.organisation_id)
        return
    other = link.other
    if other is None:
        message = "a link has one of two ends"
        raise AssertionError(message)
    if not may_merge(entry.pk, other.pk, pointers_from([entry, other])):
        raise Refused(
            say("One of the two is merged with another entry already. Take that back first"), field="other"
        )
    update(entry, version=entry.version, merged_into_id=other.pk)


def _take_back(link: EntryLink) -> None:
    entry = link.entry
    if link.organisation_id is not None:
        update(entry, version=entry.version, organisation_id=None)
    elif entry.merged_into_id == link.other_id:
        update(entry, version=entry.version, merged_into_id=None)
