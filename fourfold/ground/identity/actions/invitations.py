"""Inviting somebody to a role: the link with which they begin is shown to the administrator and sent to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.kernel.said import say
from fourfold.ground.mail import kinds
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.people.actions import passwords, roles
from fourfold.ground.people.changes import change

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actions.roles import RoleGiven
    from fourfold.ground.people.actor import Actor
    from fourfold.ground.people.tables import Person

INVITATION = "ground.invitation"


def connect() -> None:
    kinds.register(kinds.MailKind(INVITATION, say("invitations and links to set a password"), essential=True))


def invite(
    *,
    by: Actor,
    email: str,
    name: str,
    role: str,
    from_day: date,
    until_day: date | None,
    on: date,
    at: datetime,
) -> RoleGiven:
    """Gives the role; a newcomer is sent the link with which they set a password. Raises Refused as `roles.give` does."""
    with transaction.atomic():
        given = roles.give(
            by=by, email=email, name=name, role=role, from_day=from_day, until_day=until_day, on=on, at=at
        )
        if given.secret:
            label = given.membership.get_role_display()
            _send(
                by=by,
                person=given.membership.person,
                secret=given.secret,
                subject=say(
                    "{organisation_name} invites you to Fourfold", organisation_name=by.organisation_name
                ),
                first=say(
                    "{name} of {organisation_name} has given you the role {label}.",
                    name=by.name,
                    organisation_name=by.organisation_name,
                    label=label,
                ),
                at=at,
            )
        return given


def send_link(*, by: Actor, person: Person, at: datetime) -> str:
    """The secret of a fresh link to set a password, which is sent to the person too: they hear of it whoever has it."""
    with transaction.atomic():
        secret = passwords.make_link(by=by, person=person, at=at)
        _send(
            by=by,
            person=person,
            secret=secret,
            subject=say("A link to set your password"),
            first=say(
                "{name} of {organisation_name} made a link with which you set a new password.",
                name=by.name,
                organisation_name=by.organisation_name,
            ),
            at=at,
        )
        return secret


def _send(*, by: Actor, person: Person, secret: str, subject: str, first: str, at: datetime) -> None:
    letter = Letter(
        subject=subject,
        paragraphs=(
            first,
            say(
                "Set a password with this link. It works once and for {days} days.",
                days=passwords.GOOD_FOR.days,
            ),
            say("Whoever has the link can sign in as you: do not pass it on."),
        ),
        todo=(say("Set your password"), f"/set-password/{secret}/"),
    )
    with change(
        by=by, owner=by.organisation_id, reason=say("Sent a link to set a password"), winding_up=True
    ):
        post(kind=INVITATION, letter=letter, to=person, owner=by.organisation_id, at=at)
