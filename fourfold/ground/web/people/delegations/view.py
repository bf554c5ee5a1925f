"""Who stands in for whom: one's own delegations, listed, made and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.ground.identity.actions import delegations
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.delegations import delegable_of, delegations_of
from fourfold.ground.web.access import actor_of, could_be_key, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.people.delegations.form import DelegationForm
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

# Keys beyond this are no row's: SQLite would break on them.


@never_cache
@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    own = delegations_of(person=by.person_id, organisation=by.organisation_id)
    page = page_of(request, own)
    return render(
        request,
        "ground/web/people/delegations/listed.jinja",
        {
            "by": by,
            "page": page,
            "today": today,
            "cannot": reason_against(lambda: delegations.check_can_delegate(by, on=today)),
            "history": history_of(*page, about={one.pk: one.person.name for one in page}),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def make(request: HttpRequest) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    own = delegable_of(person=by.person_id, organisation=by.organisation_id, on=today)
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        initial={"from_day": today},
        own_roles=own.values_list("role", flat=True),
    )

    def do(cleaned: Mapping[str, Any]) -> str:
        made = delegations.delegate(by=by, **cleaned, on=today, at=timezone.now())
        messages.success(
            request,
            say("{name} stands in for you. You are both sent a mail about it.", name=made[0].person.name),
        )
        return reverse("delegations")

    return send(
        request,
        form,
        check=lambda: delegations.check_can_delegate(by, on=today),
        do=do,
        show=lambda: render(
            request,
            "ground/web/people/delegations/make.jinja",
            {"form": form, "by": by},
        ),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def end(request: HttpRequest, key: int) -> HttpResponse:
    by = actor_of(request)
    own = delegations_of(person=by.person_id, organisation=by.organisation_id)
    delegation = found(own.filter(pk=key).first() if could_be_key(key) else None)
    if request.method == "POST":
        try:
            delegations.end(by=by, delegation=delegation, on=timezone.localdate(), at=timezone.now())
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, say("It is over from now on."))
        return HttpResponseRedirect(reverse("delegations"))
    return render(
        request,
        "ground/web/people/delegations/end.jinja",
        {"delegation": delegation, "by": by, "history": history_of(delegation)},
    )
