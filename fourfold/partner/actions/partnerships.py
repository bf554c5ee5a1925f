"""A partnership is begun and described by the organisation that leads it."""

from __future__ import annotations

import io
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fourfold.define.queries.standing_priorities import standing_priorities
from fourfold.ground.files.actions import ready, take_in
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.partner.actions.directory_shown import show_no_more, show_to_everyone
from fourfold.partner.actions.partnership_shown import KIND, open_to
from fourfold.partner.models import MemberRole, Partnership, PartnershipMember, PartnershipPriority

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor

MAY_LEAD = (Role.LEAD, Role.COMMISSIONER, Role.CONTRACT_MANAGER)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The signed agreement as it was chosen."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Described:
    """`priorities` are references in the policy that stands; `shown` opens it to everyone, signed in or not."""

    title: str
    purpose: str
    starts_on: date
    ends_on: date | None
    agreed_on: date | None
    priorities: Sequence[str]
    agreement: Agreement | None
    shown: bool


def check_can_begin(by: Actor) -> None:
    check_role(by, *MAY_LEAD, to=say("lead a partnership"))


def can_begin(by: Actor) -> bool:
    try:
        check_can_begin(by)
    except NotAllowed:
        return False
    return True


def check_can_change(by: Actor, partnership: Partnership) -> None:
    if partnership.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that leads the partnership can do this."))
    check_can_begin(by)


def begin(*, by: Actor, described: Described, on: date, at: datetime) -> Partnership:
    """The lead is its first member."""
    check_can_begin(by)
    ref = new_reference()
    lead = Organisation.objects.get(pk=by.organisation_id)
    with ExitStack() as stack:
        values = _checked(described)
        file = None if described.agreement is None else stack.enter_context(_looked_at(described.agreement))
        stack.enter_context(change(by=by, owner=lead.pk, reason=say("Began a partnership")))
        if file is not None:
            values["agreement"] = take_in(
                file, by=by, owner=lead.pk, root=new_reference(), about=say("Agreement"), at=at
            )
        partnership: Partnership = Partnership.objects.create(
            owner=lead, ref=ref, root=ref, made_by_id=by.person_id, made_on=on, **values
        )
        PartnershipMember.objects.create(
            owner=lead,
            root=ref,
            partnership=partnership,
            organisation=lead,
            name=lead.name,
            sector=lead.sector,
            role=MemberRole.LEAD,
            joined_on=described.starts_on,
        )
        _write_priorities(partnership, described.priorities)
        _show(partnership, shown=described.shown, on=on, at=at)
    return partnership


def describe_again(
    *, by: Actor, partnership: Partnership, seen: int, described: Described, on: date, at: datetime
) -> Partnership:
    """An agreement that is given replaces the one before; without one that stays."""
    check_can_change(by, partnership)
    with ExitStack() as stack:
        values = _checked(described)
        file = None if described.agreement is None else stack.enter_context(_looked_at(described.agreement))
        stack.enter_context(change(by=by, owner=partnership.owner_id, reason=say("Changed a partnership")))
        if file is not None:
            values["agreement_id"] = take_in(
                file, by=by, owner=partnership.owner_id, root=new_reference(), about=say("Agreement"), at=at
            ).pk
        changed = update(partnership, version=seen, **values)
        if file is not None:
            open_to(changed, changed.members.filter(left_on=None).select_related("organisation"), on=on)
        changed.priorities.all().delete()
        _write_priorities(changed, described.priorities)
        _show(changed, shown=described.shown, on=on, at=at)
    return changed


def _looked_at(agreement: Agreement) -> Any:
    return ready(content=io.BytesIO(agreement.content), name=agreement.name)


def _checked(described: Described) -> dict[str, Any]:
    for field in ("title", "purpose"):
        if not getattr(described, field).strip():
            raise Refused(say("Say what it is called, and what it is for"), field=field)
    if described.ends_on is not None and described.ends_on < described.starts_on:
        raise Refused(say("It ends before it begins. Check both days"), field="ends_on")
    return {
        "title": described.title.strip(),
        "purpose": described.purpose.strip(),
        "starts_on": described.starts_on,
        "ends_on": described.ends_on,
        "agreed_on": described.agreed_on,
    }


def _write_priorities(partnership: Partnership, refs: Sequence[str]) -> None:
    known = {each.ref: each for each in standing_priorities(partnership.owner_id)}
    for ref in dict.fromkeys(refs):
        if ref not in known:
            raise Refused(say("Choose priorities of the policy that stands"), field="priorities")
        PartnershipPriority.objects.create(
            owner_id=partnership.owner_id,
            root=partnership.root,
            partnership=partnership,
            priority=known[ref],
            title=known[ref].title,
        )


def _show(partnership: Partnership, *, shown: bool, on: date, at: datetime) -> None:
    if shown:
        show_to_everyone(
            owner=partnership.owner, thing=partnership.root, kind=KIND, on=on, reason=say("Shown to everyone")
        )
    else:
        show_no_more(owner=partnership.owner_id, thing=partnership.root, at=at)
