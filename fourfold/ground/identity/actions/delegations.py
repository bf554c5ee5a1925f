"""A colleague stands in for somebody: they hold some of their roles for a time and a reason, and both are told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.mail import kinds
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.people.actions.roles import check_not_held, close
from fourfold.ground.people.actor import NotAllowed, check_still_there
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.delegations import delegable_of
from fourfold.ground.people.queries import LONGEST_DELEGATION, colleagues, person_with
from fourfold.ground.people.tables import Membership, Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person

STANDING_IN: Final = "ground.standing_in"
PAGE: Final = (say("See who stands in for whom"), "/account/standing-in/")


def connect() -> None:
    kinds.register(kinds.MailKind(STANDING_IN, say("who stands in for whom"), essential=True))


def check_can_delegate(by: Actor, *, on: date) -> None:
    check_still_there(by)
    if not delegable_of(person=by.person_id, organisation=by.organisation_id, on=on):
        raise NotAllowed(
            say(
                "You hold no role that somebody can stand in for. What was delegated to you is not passed on, and auditors and "
                "administrators are appointed by an administrator."
            )
        )
    if not colleagues(organisation=by.organisation_id, on=on).exclude(pk=by.person_id).exists():
        raise NotAllowed(
            say("Nobody else has a role at {organisation_name} yet.", organisation_name=by.organisation_name)
        )


def delegate(
    *,
    by: Actor,
    email: str,
    roles: Collection[str],
    from_day: date,
    until_day: date,
    reason: str,
    on: date,
    at: datetime,
) -> list[Membership]:
    """Lets the colleague with that address hold `roles` of `by` from `from_day` to the end of `until_day`; both are told.

    Raises Refused where a role is not theirs to delegate, is held already, or the days are not within bounds.
    """
    check_can_delegate(by, on=on)
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(
            say("Say why, for example “On leave”. Whoever looks at the history reads it"), field="reason"
        )
    if not roles:
        raise Refused(say("Choose at least one role"), field="roles")
    if from_day < on:
        raise Refused(say("Somebody can stand in from today or later"), field="from_day")
    if until_day < from_day:
        raise Refused(say("The last day must be the first day or later"), field="until_day")
    if until_day - from_day >= LONGEST_DELEGATION:
        raise Refused(
            say(
                "Somebody stands in for at most {days} days. For longer, an administrator gives them the role",
                days=LONGEST_DELEGATION.days,
            ),
            field="until_day",
        )
    label = side_by_side((Role(role).label for role in Role.values if role in roles), ", ")
    with change(
        by=by,
        owner=by.organisation_id,
        reason=say("Delegated the role {label}: {reason}", label=label, reason=reason),
    ):
        # Under a lock, so that a role which is ended in this moment is not delegated after.
        own = {
            each.role: each
            for each in delegable_of(
                person=by.person_id, organisation=by.organisation_id, on=on
            ).select_for_update()
        }
        standing = (
            colleagues(organisation=by.organisation_id, on=on).filter(email__iexact=email.strip()).first()
        )
        if standing is None or standing.pk == by.person_id:
            raise Refused(say("Enter the address of a colleague who has a role here today"), field="email")
        for role in roles:
            _check_own(own.get(role), until_day)
            check_not_held(standing, by.organisation_id, role, from_day)
        made = [
            Membership.objects.create(
                person=standing,
                organisation_id=by.organisation_id,
                role=role,
                from_day=from_day,
                until_day=until_day,
                delegated_by_id=by.person_id,
                reason=reason,
            )
            for role in roles
        ]
        days = say(
            "From {from_day} to the end of {until_day}",
            from_day=day_text(from_day),
            until_day=day_text(until_day),
        )
        _tell(
            standing,
            say("You stand in for {name}", name=by.name),
            say(
                "{days} you hold the role {label} at {organisation_name} for {name}. Their reason: {reason}.",
                days=days,
                label=label,
                organisation_name=by.organisation_name,
                name=by.name,
                reason=reason,
            ),
            by=by,
            at=at,
        )
        _tell(
            person_with(key=by.person_id),
            say("{name} stands in for you", name=standing.name),
            say(
                "{days} {name} holds your role {label} at {organisation_name}. You keep it too. If it was "
                "not you who asked for this, end it and tell an administrator at once.",
                days=days,
                name=standing.name,
                label=label,
                organisation_name=by.organisation_name,
            ),
            by=by,
            at=at,
        )
    return made


def check_can_end(by: Actor, *, delegation: Membership) -> None:
    """Either of the two ends it; an administrator does so as with any role."""
    concerned = {delegation.person_id, delegation.delegated_by_id}
    if delegation.organisation_id != by.organisation_id or by.person_id not in concerned:
        raise NotAllowed(say("Only the two whom it concerns, or an administrator, can end this."))


def end(*, by: Actor, delegation: Membership, on: date, at: datetime) -> None:
    """Ends it at once, and writes to the other of the two. Raises Refused where it has ended already."""
    with change(
        by=by,
        owner=by.organisation_id,
        reason=say("Ended the delegation of the role {role}", role=delegation.get_role_display()),
        winding_up=True,
    ):
        standing = (
            Membership.objects.select_for_update()
            .filter(pk=delegation.pk, delegated_by__isnull=False, until_day__gte=on)
            .first()
        )
        if standing is None or standing.delegated_by_id is None:
            raise Refused(say("This has already ended"))
        check_can_end(by, delegation=standing)
        close(standing, last_day=on - timedelta(days=1), on=on)
        other = standing.person_id if by.person_id == standing.delegated_by_id else standing.delegated_by_id
        _tell(
            person_with(key=other),
            say("{name} has ended a delegation", name=by.name),
            say(
                "{name} has ended that one of you stands in for the other as {role} at {organisation_name}. "
                "It is over from now on.",
                name=by.name,
                role=standing.get_role_display(),
                organisation_name=by.organisation_name,
            ),
            by=by,
            at=at,
        )


def _check_own(held: Membership | None, until_day: date) -> None:
    if held is None:
        raise Refused(say("You can delegate only the roles that you hold yourself today"), field="roles")
    if held.until_day is not None and until_day > held.until_day:
        raise Refused(
            say(
                "You hold the role {role} until {until_day}: nobody can stand in for longer",
                role=held.get_role_display(),
                until_day=day_text(held.until_day),
            ),
            field="until_day",
        )


def _tell(person: Person, subject: str, words: str, *, by: Actor, at: datetime) -> None:
    letter = Letter(subject=subject, paragraphs=(words,), todo=PAGE)
    post(kind=STANDING_IN, letter=letter, to=person, owner=by.organisation_id, at=at)
