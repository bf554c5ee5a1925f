"""Take back a share, after a page that says what it will end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.sharing import share_given
from fourfold.ground.people.actions import shares
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.ground.spine.roots import described
from fourfold.ground.web.access import actor_of, could_be_key, found, signed_in
from fourfold.ground.web.history import history_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# Keys beyond this are no row's: SQLite would break on them.


class RevokeShareForm(forms.Form):
    reason = forms.CharField(
        label=say("Why is it taken back?"),
        help_text=say("It is kept in the history of the share"),
        max_length=shares.MOST_OF_A_REASON,
        error_messages={"required": say("Say why this is taken back")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def revoke_share(request: HttpRequest, share: int) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    known = could_be_key(share) and shares.can_see_shares(by)
    shared = found(share_given(key=share, owner=by.organisation_id) if known else None)
    reason = ""
    try:
        shares.check_can_revoke(by, shared=shared, on=today)
    except NotAllowed as refusal:
        reason = str(refusal)
    form = RevokeShareForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            shares.revoke(
                by=by, shared=shared, reason=form.cleaned_data["reason"], on=today, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, say("The {kind} is no longer shared in this way.", kind=shared.kind))
            return HttpResponseRedirect(reverse("shares"))
    return render(
        request,
        "ground/web/shares/revoke/page.jinja",
        {
            "form": form,
            "shared": shared,
            "reason": reason,
            "history": history_of(shared),
            "thing": described([(shared.kind, shared.thing)]).get(shared.thing),
        },
        status=422 if form.errors else 200,
    )
