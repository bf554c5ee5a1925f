"""The consultation on a draft: who was asked, what they said and what was answered, for its owner and for its partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import co_signers, comments, consultation
from fourfold.define.queries import consultations
from fourfold.define.queries.cascades import cascade, wording
from fourfold.define.queries.partners import partner_named
from fourfold.define.queries.policies import version_numbered
from fourfold.define.web.consultation.form import CommentForm, CoSignerForm, InviteByMailForm, InviteForm
from fourfold.define.web.draft_pages import form_page
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyVersion
    from fourfold.ground.organisations.tables import Organisation


def consultation_address(version: PolicyVersion) -> str:
    return reverse("policy_consultation", kwargs={"ref": version.policy.ref, "number": version.number})


@require_safe
@signed_in
def view(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """To its owner everything; to a partner what is shown, and what is its own."""
    by = actor_of(request)
    on = timezone.localdate()
    version = found(version_numbered(policy_ref=ref, number=number))
    said = list(consultations.comments_on(version))
    invited = list(consultations.invitations_to(version))
    signatures = list(consultations.co_signatures_of(version))
    now = wording(version, cascade(version))
    return render(
        request,
        "define/web/consultation/page.jinja",
        {
            "version": version,
            "policy": version.policy,
            "own": by.organisation_id == version.owner_id,
            "comments": said,
            "waiting": [each for each in said if each.state == "waiting"],
            "invitations": invited,
            "signatures": signatures,
            "earlier_wording": {
                each.pk for each in signatures if each.state == "accepted" and each.as_read != now
            }
            if version.state == "consulting"
            else set(),
            "asked": next((each for each in signatures if each.organisation_id == by.organisation_id), None),
            "cannot_comment": reason_against(lambda: comments.check_can_comment(by, version, on=on)),
            "cannot_consult": reason_against(lambda: consultation.check_can_consult(by, version)),
            "history": history_of(*said, *invited, *signatures)
            if said or invited or signatures
            else history_of(version),
        },
    )


@signed_in
def invite(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead asks an organisation that works here."""
    by, now, on = actor_of(request), timezone.now(), timezone.localdate()
    version = found(version_numbered(policy_ref=ref, number=number))
    form = InviteForm(request.POST if request.method == "POST" else None, today=on)

    def do(given: Mapping[str, Any]) -> str:
        invitation = consultation.invite_organisation(
            by=by,
            version=version,
            organisation=_meant(given["organisation"], on),
            comment_by=given["comment_by"],
            on=on,
            at=now,
        )
        messages.success(request, say("{name} was asked to comment.", name=invitation.name))
        return consultation_address(version)

    return send(
        request,
        form,
        check=lambda: consultation.check_can_consult(by, version),
        do=do,
        show=lambda: form_page(
            request, form, version, heading=say("Ask an organisation to comment"), button=say("Ask them")
        ),
    )


@signed_in
def invite_by_mail(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead asks somebody who has no sign-in here."""
    by, now, on = actor_of(request), timezone.now(), timezone.localdate()
    version = found(version_numbered(policy_ref=ref, number=number))
    form = InviteByMailForm(request.POST if request.method == "POST" else None, today=on)

    def do(given: Mapping[str, Any]) -> str:
        invitation = consultation.invite_by_mail(
            by=by,
            version=version,
            name=given["name"],
            email=given["email"],
            comment_by=given["comment_by"],
            on=on,
            at=now,
        )
        messages.success(request, say("A link goes to {email}.", email=invitation.email))
        return consultation_address(version)

    return send(
        request,
        form,
        check=lambda: consultation.check_can_consult(by, version),
        do=do,
        show=lambda: form_page(
            request, form, version, heading=say("Ask somebody by e-mail"), button=say("Send the link")
        ),
    )


@signed_in
def ask_co_signer(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The lead asks an organisation to put its name to the policy."""
    by, now, on = actor_of(request), timezone.now(), timezone.localdate()
    version = found(version_numbered(policy_ref=ref, number=number))
    form = CoSignerForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        organisation = _meant(given["organisation"], on)
        co_signers.ask(by=by, version=version, organisation=organisation, on=on, at=now)
        messages.success(
            request, say("{name} was asked to put its name to the policy.", name=organisation.name)
        )
        return consultation_address(version)

    return send(
        request,
        form,
        check=lambda: consultation.check_can_consult(by, version),
        do=do,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Ask an organisation to put its name to it"),
            button=say("Ask them"),
            words=say("They accept the wording that stands. If you change it afterwards, ask them again."),
        ),
    )


@signed_in
def comment(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A colleague or a partner comments, on the whole or on one priority."""
    by, now, on = actor_of(request), timezone.now(), timezone.localdate()
    version = found(version_numbered(policy_ref=ref, number=number))
    form = CommentForm(
        request.POST if request.method == "POST" else None, priorities=version.priorities.all()
    )

    def do(given: Mapping[str, Any]) -> str:
        said = comments.comment(
            by=by, version=version, words=given["words"], priority=given["priority"], on=on, at=now
        )
        messages.success(
            request,
            say("Your comment is shown with the draft.")
            if said.state == "shown"
            else say(
                "Thank you. {name} looks at your comment before others can read it.", name=version.owner.name
            ),
        )
        return consultation_address(version)

    return send(
        request,
        form,
        check=lambda: comments.check_can_comment(by, version, on=on),
        do=do,
        show=lambda: form_page(
            request,
            form,
            version,
            heading=say("Comment on the draft"),
            button=say("Send this comment"),
            back=consultation_address(version),
        ),
    )


def _meant(text: str, on: date) -> Organisation:
    organisation, offered = partner_named(text, on=on)
    if organisation is not None:
        return organisation
    if offered:
        message = say("Enter the whole name. Did you mean {names}?", names=say_joined(offered, last="or"))
    else:
        message = say("No organisation that works here has this name. You can ask by e-mail instead")
    raise Refused(message, field="organisation")
