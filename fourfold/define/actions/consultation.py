"""Asking named partners for their comments on a draft: organisations that work here, by a Share, and others by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.urls import reverse

from fourfold.define.actions.drafts import check_can_edit, writing_in
from fourfold.define.models import PolicyInvitation, PolicyState, PolicyVersion
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, as_tenant, share
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, update
from fourfold.ground.people.queries import colleagues

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor

INVITATION: Final = "define.invitation"
MOST_INVITATIONS = 100
_signer = Signer(salt="fourfold.define.policy_invitation")


def check_can_consult(by: Actor, version: PolicyVersion) -> None:
    """Who writes the version, while it is out for comment."""
    check_can_edit(by, version)
    if version.state != PolicyState.CONSULTING:
        raise NotAllowed(say("This version is still a draft. Put it out for comment first."))


def can_consult(by: Actor, version: PolicyVersion) -> bool:
    try:
        check_can_consult(by, version)
    except NotAllowed:
        return False
    return True


def invite_organisation(
    *,
    by: Actor,
    version: PolicyVersion,
    organisation: Organisation,
    comment_by: date,
    on: date,
    at: datetime,
) -> PolicyInvitation:
    """Opens the draft to everyone who works for `organisation`, and writes to them."""
    check_can_consult(by, version)
    with writing_in(version, by=by, reason=say("Asked a partner to comment on the policy")) as standing:
        check_can_consult(by, standing)
        _check_day(comment_by, on)
        _check_room(standing)
        if organisation.pk == standing.owner_id or not organisation.takes_part:
            message = say("Choose another organisation that works here, or write to somebody by e-mail")
            raise Refused(message, field="organisation")
        if standing.invitations.filter(organisation=organisation).exists():
            message = say("{name} was asked already", name=organisation.name)
            raise Refused(message, field="organisation")
        invitation = _invitation(by, standing, organisation, organisation.name, "", comment_by, on)
        open_to(standing, organisation, also=invitation.ref, kind="invitation", on=on)
        letter = _letter(standing, comment_by, reverse("policy_consultation", kwargs=_address_of(standing)))
        for person in colleagues(organisation=organisation.pk, on=on):
            post(
                kind=INVITATION,
                letter=letter,
                to=person,
                owner=standing.owner_id,
                key=invitation.ref,
                at=at,
            )
        return invitation


def invite_by_mail(
    *,
    by: Actor,
    version: PolicyVersion,
    name: str,
    email: str,
    comment_by: date,
    on: date,
    at: datetime,
) -> PolicyInvitation:
    """Sends a link to somebody who has no sign-in here. `name` is for whom they speak, as it will be published."""
    check_can_consult(by, version)
    with writing_in(version, by=by, reason=say("Asked a partner to comment on the policy")) as standing:
        check_can_consult(by, standing)
        _check_day(comment_by, on)
        _check_room(standing)
        if not name.strip():
            raise Refused(say("Enter for whom they speak, as it will be published"), field="name")
        address = email.strip().lower()
        try:
            validate_email(address)
        except ValidationError:
            message = say("Enter an e-mail address, such as name@example.org")
            raise Refused(message, field="email") from None
        if standing.invitations.filter(email=address).exists():
            raise Refused(say("{email} was asked already", email=address), field="email")
        invitation = _invitation(by, standing, None, name.strip(), address, comment_by, on)
        path = reverse("comment_by_link", kwargs={"signed": signed(invitation)})
        letter = _letter(standing, comment_by, path)
        post(
            kind=INVITATION,
            letter=letter,
            to=address,
            owner=standing.owner_id,
            key=invitation.ref,
            at=at,
        )
        return invitation


def signed(invitation: PolicyInvitation) -> str:
    """What stands in the address. It is kept nowhere: it is made again from the row, with the installation's secret."""
    return _signer.sign_object([invitation.ref, invitation.owner_id])


def invitation_of_link(*, text: str, on: date) -> PolicyInvitation | None:
    """The invitation, or None where we did not write this, the time is over, or the draft is no longer out for comment."""
    try:
        ref, owner = _signer.unsign_object(text)
    except (BadSignature, ValueError):
        return None
    with as_tenant(int(owner)):
        invitation: PolicyInvitation | None = (
            PolicyInvitation.objects.filter(ref=ref, organisation=None, owner_id=owner)
            .select_related("policy_version__policy", "policy_version__owner", "owner")
            .first()
        )
        if invitation is None or on > invitation.comment_by:
            return None
        return invitation if invitation.policy_version.state == PolicyState.CONSULTING else None


def forget_addresses(version: PolicyVersion) -> None:
    """Within the change that ends the consultation: nobody is written to any more, so their addresses go."""
    for each in PolicyInvitation.objects.filter(policy_version=version, organisation=None):
        update(each, version=each.version, email=f"{each.ref.lower()}@erased.invalid")


def open_to(version: PolicyVersion, organisation: Organisation, *, also: str, kind: str, on: date) -> None:
    """Within the owner's change: the organisation may read the version, and the row `also`, which is about it alone."""
    owner = Organisation.objects.get(pk=version.owner_id)
    for thing, what in ((version.policy.root, "policy"), (version.root, "policy"), (also, kind)):
        share(
            owner=owner,
            thing=thing,
            kind=what,
            organisation=organisation,
            right=Right.SEE,
            on=on,
            reason=say("Asked about a draft of the policy"),
        )


def _invitation(
    by: Actor,
    version: PolicyVersion,
    organisation: Organisation | None,
    name: str,
    email: str,
    comment_by: date,
    on: date,
) -> PolicyInvitation:
    ref = new_reference()
    return PolicyInvitation.objects.create(
        owner_id=version.owner_id,
        ref=ref,
        root=ref,
        policy_version=version,
        organisation=organisation,
        name=name,
        email=email,
        comment_by=comment_by,
        invited_by_id=by.person_id,
        invited_on=on,
    )


def _letter(version: PolicyVersion, comment_by: date, path: str) -> Letter:
    owner = version.owner.name
    return Letter(
        subject=say("{owner} asks for your comments on a draft policy", owner=owner),
        paragraphs=(
            say(
                "{owner} is writing its social value policy, “{title}”, and asks what you think of the draft.",
                owner=owner,
                title=version.policy.title,
            ),
            say(
                "You can comment on the whole or on one priority until {day}. What you say is published with the policy, "
                "in the name of your organisation, with what {owner} did about it.",
                day=day_text(comment_by),
                owner=owner,
            ),
        ),
        todo=(say("Read the draft and comment"), path),
    )


def _address_of(version: PolicyVersion) -> dict[str, object]:
    return {"ref": version.policy.ref, "number": version.number}


def _check_day(comment_by: date, on: date) -> None:
    if comment_by < on:
        raise Refused(say("Choose a day that is still to come"), field="comment_by")


def _check_room(version: PolicyVersion) -> None:
    if version.invitations.count() >= MOST_INVITATIONS:
        message = say("{most} partners were asked, which is the most", most=MOST_INVITATIONS)
        raise Refused(message)
