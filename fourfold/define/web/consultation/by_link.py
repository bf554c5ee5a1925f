"""The page that a partner without a sign-in reaches by the link that was sent: the draft whole, and a box for a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fourfold.define.actions import comments
from fourfold.define.actions.consultation import invitation_of_link
from fourfold.define.queries.policy_texts import policy_text
from fourfold.define.rules.policy_document import document
from fourfold.define.web.consultation.form import CommentForm
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import found

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import PolicyInvitation


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, signed: str) -> HttpResponse:
    """There for whoever holds the link, until its last day and while the draft is out for comment; else not there."""
    invitation = found(invitation_of_link(text=signed, on=timezone.localdate()))
    # The link itself is the permission: what it opens is read as its owner, this version and nothing else.
    with as_tenant(invitation.owner_id):
        form = CommentForm(
            request.POST if request.method == "POST" else None,
            priorities=list(invitation.policy_version.priorities.all()),
        )
        if request.method == "POST" and form.is_valid() and _commented(form, invitation):
            return redirect(f"{request.path}?sent=1")
        return _page(request, form, invitation)


def _commented(form: CommentForm, invitation: PolicyInvitation) -> bool:
    try:
        comments.comment_by_link(
            invitation=invitation,
            words=form.cleaned_data["words"],
            priority=form.cleaned_data["priority"],
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _page(request: HttpRequest, form: CommentForm, invitation: PolicyInvitation) -> HttpResponse:
    version = invitation.policy_version
    return render(
        request,
        "define/web/consultation/by_link.jinja",
        {
            "form": form,
            "invitation": invitation,
            "version": version,
            "document": document(policy_text(version, on=timezone.localdate())),
            "mine": list(invitation.comments.order_by("said_at")),
            "sent": request.GET.get("sent") == "1",
        },
        status=422 if form.is_bound and form.errors else 200,
    )
