"""Access tokens for programs: one's own, listed, made and revoked. A token is shown once, when it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions import tokens
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.request_counts import last_used
from fourfold.ground.people.token_queries import scopes_in_words, token_of, tokens_of, works
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.people.tokens.form import TokenForm
from fourfold.ground.web.second_step.pending import PASSED
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    page = page_of(request, tokens_of(person=by.person_id))
    used = last_used(each.pk for each in page)
    return render(
        request,
        "ground/web/people/tokens/list.jinja",
        {
            "page": page,
            "rows": [(each, scopes_in_words(each), works(each, today), used.get(each.pk)) for each in page],
            "cannot_make": reason_against(lambda: tokens.check_can_make(by, on=today)),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def make(request: HttpRequest) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    tokens.check_can_make(by, on=today)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = tokens.make(
                by=by, **form.cleaned_data, on=today, second_step=bool(request.session.get(PASSED))
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return render(
                request,
                "ground/web/people/tokens/made.jinja",
                {"token": made.token, "secret": made.secret, "scopes": scopes_in_words(made.token)},
            )
    return render(
        request,
        "ground/web/people/tokens/make.jinja",
        {"form": form, "by": by},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def revoke(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    token = found(token_of(person=by.person_id, ref=ref))
    reason = reason_against(lambda: tokens.check_can_revoke(by, token=token))
    if request.method == "POST":
        tokens.revoke(by=by, token=token, at=timezone.now())
        messages.success(request, say("The token “{name}” no longer works.", name=token.name))
        return HttpResponseRedirect(reverse("tokens"))
    return render(
        request, "ground/web/people/tokens/revoke.jinja", {"token": token, "by": by, "reason": reason}
    )
