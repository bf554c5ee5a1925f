"""What the organisation shares with others, what others share with it, and what it has taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.sharing import shares_ended, shares_given, shares_received
from fourfold.ground.people.actions.shares import check_can_see_shares, why_it_stays
from fourfold.ground.spine.roots import described
from fourfold.ground.spine.words import KIND_WORDS
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# What the address says, and in which words.
PARTS = {"": say("Shared by you"), "received": say("Shared with you"), "ended": say("Shared no more")}


@require_GET
@signed_in
def shares(request: HttpRequest) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    check_can_see_shares(by)
    chosen = request.GET.get("show", "")
    if chosen == "received":
        found = shares_received(organisation=by.organisation_id, on=today)
    elif chosen == "ended":
        found = shares_ended(owner=by.organisation_id, on=today)
    else:
        chosen, found = "", shares_given(owner=by.organisation_id, on=today)
    page = page_of(request, found)
    return render(
        request,
        "ground/web/shares/listed/page.jinja",
        {
            "by": by,
            "page": page,
            "chosen": chosen,
            "stays": {one.pk for one in page if why_it_stays(one)},
            "things": described((one.kind, one.thing) for one in page),
            "title": PARTS[chosen],
            "parts": [(words, f"?show={name}" if name else "?") for name, words in PARTS.items()],
            # Of what others gave, the trail is theirs.
            "history": []
            if chosen == "received"
            else history_of(
                *page,
                about={
                    one.pk: say("{kind} {thing}", kind=KIND_WORDS[one.kind][0], thing=one.thing)
                    for one in page
                },
            ),
        },
    )
