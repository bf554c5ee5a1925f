"""Members join a partnership one by one or as a list, bring something, and leave; what they brought stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.partner.actions.partnership_shown import close_to, open_to
from fourfold.partner.actions.partnerships import check_can_change
from fourfold.partner.models import Brought, DirectoryEntry, MemberBrings, MemberRole, PartnershipMember
from fourfold.partner.queries.partnerships import members_from

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor
    from fourfold.partner.models import DirectoryList, Partnership

BATCH = 500


def add(
    *,
    by: Actor,
    partnership: Partnership,
    organisation: Organisation | None,
    entry: DirectoryEntry | None,
    role: str,
    on: date,
) -> PartnershipMember:
    """A body of the national directory, or an entry of the lead's own lists. One that left joins again."""
    check_can_change(by, partnership)
    if role not in MemberRole.values or role == MemberRole.LEAD:
        raise Refused(say("Choose what it does. There is one lead"), field="role")
    if entry is not None:
        _check_own(partnership, entry)
        organisation = organisation or entry.organisation
    if organisation is None and entry is None:
        raise Refused(say("Name the organisation, or an entry of your lists"), field="organisation")
    with change(by=by, owner=partnership.owner_id, reason=say("Added a member")):
        who = {"organisation": organisation} if organisation is not None else {"entry": entry}
        known = PartnershipMember.objects.filter(partnership=partnership, **who).first()
        if known is not None and known.left_on is None:
            raise Refused(say("{name} is a member already", name=known.name), field="organisation")
        if known is not None:
            member = update(known, version=known.version, role=role, joined_on=on, left_on=None)
        else:
            member = _member(partnership, organisation, entry, role, on)
            member.save(force_insert=True)
        open_to(partnership, [member], on=on)
    return member


def _check_own(partnership: Partnership, entry: DirectoryEntry) -> None:
    if entry.owner_id != partnership.owner_id or entry.received_in_id is None:
        raise Refused(say("Choose an entry of your own lists"), field="entry")


def to_join(partnership: Partnership, taken: DirectoryList) -> list[DirectoryEntry]:
    """Entries of a list that would become members: each that stands by itself and is none yet, by any name it has here."""
    members = PartnershipMember.objects.filter(partnership=partnership)
    bodies = set(members.values_list("organisation_id", flat=True)) - {None}
    entries = set(members.values_list("entry_id", flat=True)) - {None}
    found = DirectoryEntry.objects.filter(received_in=taken).select_related("organisation").order_by("pk")
    joining: list[DirectoryEntry] = []
    for each in found:
        stands_for = each.merged_into_id or each.pk
        if each.organisation_id in bodies or not entries.isdisjoint({each.pk, stands_for}):
            continue
        joining.append(each)
        if each.organisation_id is not None:
            bodies.add(each.organisation_id)
        entries.add(stands_for)
    return joining


def add_list(
    *, by: Actor, partnership: Partnership, taken: DirectoryList, on: date
) -> list[PartnershipMember]:
    """All of a list at once, as those who deliver."""
    check_can_change(by, partnership)
    if taken.owner_id != partnership.owner_id or taken.kind != "members":
        raise Refused(say("Choose a list of members of your own"), field="list")
    with change(
        by=by, owner=partnership.owner_id, reason=say("Added the members of {name}", name=taken.publisher)
    ):
        members = PartnershipMember.objects.bulk_create(
            [
                _member(partnership, each.organisation, each, MemberRole.DELIVERS, on)
                for each in to_join(partnership, taken)
            ],
            batch_size=BATCH,
        )
        open_to(partnership, members, on=on)
    return members


def take_list_out(*, by: Actor, partnership: Partnership, taken: DirectoryList, at: datetime) -> int:
    """Members that came with a list are no members, and never were, but for those of whom something is recorded."""
    check_can_change(by, partnership)
    with change(
        by=by, owner=partnership.owner_id, reason=say("Took out the members of {name}", name=taken.publisher)
    ):
        came = members_from(taken).filter(partnership=partnership)
        if came.filter(benefits__isnull=False).exists():
            raise Refused(say("A benefit is recorded of one of them, so they stay"))
        count = came.count()
        bodies = came.filter(organisation__isnull=False).values_list("organisation_id", flat=True)
        close_to(partnership, list(bodies), at=at)
        came.delete()
    return count


def check_can_leave(by: Actor, member: PartnershipMember) -> None:
    """The lead takes a member out; the partnership goes on without any but the lead."""
    check_can_change(by, member.partnership)
    if member.role == MemberRole.LEAD:
        raise NotAllowed(say("The lead cannot leave its own partnership. Give it an end instead."))


def leave(*, by: Actor, member: PartnershipMember, seen: int, on: date, at: datetime) -> PartnershipMember:
    """From now on it does not read the partnership any more; what it brought stays on record."""
    check_can_leave(by, member)
    with change(by=by, owner=member.owner_id, reason=say("A member left")):
        left = update(member, version=seen, left_on=max(on, member.joined_on))
        if member.organisation_id is not None:
            close_to(member.partnership, [member.organisation_id], at=at)
    return left


def bring(
    *, by: Actor, member: PartnershipMember, kind: str, words: str, amount: Decimal | None
) -> MemberBrings:
    """Money by its amount, everything else in words alone."""
    check_can_change(by, member.partnership)
    if kind not in Brought.values:
        raise Refused(say("Choose what it brings"), field="kind")
    if not words.strip():
        raise Refused(say("Say what it brings"), field="words")
    if (kind == Brought.MONEY) != (amount is not None):
        raise Refused(say("Money has an amount, and nothing else has"), field="amount")
    with change(by=by, owner=member.owner_id, reason=say("Recorded what a member brings")):
        brings: MemberBrings = MemberBrings.objects.create(
            owner_id=member.owner_id,
            root=member.root,
            member=member,
            kind=kind,
            words=words.strip(),
            amount=amount,
        )
    return brings


def _member(
    partnership: Partnership,
    organisation: Organisation | None,
    entry: DirectoryEntry | None,
    role: str,
    on: date,
) -> PartnershipMember:
    one = organisation or entry
    if one is None:
        message = "a member is an organisation or an entry"
        raise AssertionError(message)
    return PartnershipMember(
        owner_id=partnership.owner_id,
        ref=new_reference(),
        root=partnership.root,
        partnership=partnership,
        organisation=organisation,
        entry=entry,
        name=one.name,
        sector=one.sector,
        role=role,
        joined_on=on,
    )
