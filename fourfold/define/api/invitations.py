"""Whom the owner of a draft asks to comment on it: organisations that work here, and others by a link in an e-mail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.define.actions import consultation
from fourfold.define.queries.consultations import invitations_to
from fourfold.define.queries.policies import version_numbered
from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Day, Given, Line, Number, Page, Party, Reference, Shown
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import PolicyInvitation

router = Router(tags=["Comments and co-signers"])

READ, WRITE = Scope.DEFINE_READ, Scope.DEFINE_WRITE
_INVITATIONS = "/policies/{ref}/versions/{number}/invitations"


class InvitationShown(Shown):
    """`name` is for whom they speak. `organisation` is null for whoever was asked by e-mail; the address is not shown."""

    ref: str
    name: str
    organisation: Party | None
    comment_by: date
    invited_on: date


class PartnerAsked(Given):
    """An organisation that works here: all its people are written to, and can read the draft from then on."""

    organisation: Reference
    comment_by: Annotated[Day, Field(description="The last day on which they can comment.")]


class AskedByMail(Given):
    """Somebody without a sign-in, who gets a link."""

    name: Annotated[Line, Field(max_length=200, description="For whom they speak, as it is published.")]
    email: Annotated[Line, Field(max_length=254)]
    comment_by: Annotated[Day, Field(description="The last day on which they can comment.")]


@operation(router, "get", _INVITATIONS, scope=READ, answer=Page[InvitationShown])
def list_invitations(
    request: HttpRequest, ref: Reference, number: Number, where: Query[Where]
) -> HttpResponse:
    """List whom the owner asked to comment on a version.

    Its owner sees all; a partner sees its own.
    """
    part = part_of(invitations_to(found(version_numbered(policy_ref=ref, number=number))), where)
    return page(request, [_invitation(each) for each in part.rows], part.next_cursor)


@operation(router, "post", _INVITATIONS, scope=WRITE, answer=InvitationShown, status=201)
def ask_partner(request: HttpRequest, ref: Reference, number: Number, given: PartnerAsked) -> HttpResponse:
    """Ask an organisation to comment on a version that is out for comment."""
    invitation = consultation.invite_organisation(
        by=caller(request),
        version=found(version_numbered(policy_ref=ref, number=number)),
        organisation=found(with_reference(given.organisation)),
        comment_by=given.comment_by,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return shown(request, _invitation(invitation), status=201)


@operation(router, "post", f"{_INVITATIONS}/by-mail", scope=WRITE, answer=InvitationShown, status=201)
def ask_by_mail(request: HttpRequest, ref: Reference, number: Number, given: AskedByMail) -> HttpResponse:
    """Ask somebody by e-mail to comment on a version that is out for comment.

    The address is erased when the version is adopted or withdrawn.
    """
    invitation = consultation.invite_by_mail(
        by=caller(request),
        version=found(version_numbered(policy_ref=ref, number=number)),
        name=given.name,
        email=given.email,
        comment_by=given.comment_by,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return shown(request, _invitation(invitation), status=201)


def _invitation(invitation: PolicyInvitation) -> InvitationShown:
    asked = invitation.organisation
    return InvitationShown(
        ref=invitation.ref,
        name=invitation.name,
        organisation=None if asked is None else Party(ref=asked.ref, name=asked.name),
        comment_by=invitation.comment_by,
        invited_on=invitation.invited_on,
    )
