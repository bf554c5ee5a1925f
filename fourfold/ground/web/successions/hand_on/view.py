"""One body that ended: who follows it, what is left to hand on, what was handed on, and who worked there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.successions.actions import handing_on, recording
from fourfold.ground.successions.queries import Left, inherited_from, left_of, passing_of, people_of
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.ground.web.successions.hand_on.form import HandOnForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

# Of each list that a page shows whole.
MOST = 200


@signed_in
def hand_on(request: HttpRequest, ref: str) -> HttpResponse:
    by, today = actor_of(request), timezone.localdate()
    organisation = found(with_reference(ref))
    passing = found(passing_of(organisation))
    found(passing if handing_on.can_see(by, passing) else None)
    begun = passing.on <= today and not passing.waiting
    # Until then the titles are for the body itself; who is to follow learns how much there is of what.
    coming = None if begun else left_of(passing, max(today, passing.on))
    left = left_of(passing, today) if begun else Left((), (), 0)
    form = HandOnForm(request.POST if request.method == "POST" else None, passing=passing, left=left)

    def hand(_: Mapping[str, Any]) -> str:
        done = handing_on.hand_on(
            by=by,
            passing=passing,
            to=form.chosen() if passing.is_split else None,
            on=today,
            at=timezone.now(),
        )
        messages.success(
            request,
            say(
                "Handed on: {things} of its own and {parts} in which it had a part. {read} that are closed "
                "stay, and can now be read by who follows.",
                things=done.things,
                parts=done.parts,
                read=done.read,
            ),
        )
        return reverse("succession", kwargs={"ref": ref})

    def show() -> HttpResponse:
        given = list(inherited_from(organisation.pk)[:MOST])
        return render(
            request,
            "ground/web/successions/hand_on/page.jinja",
            {
                "by": by,
                "passing": passing,
                "left": left,
                "coming": coming,
                "own": by.organisation_id == organisation.pk,
                "may_answer": recording.can_take_back(by, passing),
                "may_agree": recording.can_agree(by, passing),
                "form": form,
                "given": given,
                "today": today,
                # Who is asked learns nobody's name before it has said yes.
                "people": None
                if passing.waiting and by.organisation_id != organisation.pk
                else people_of(organisation.pk, today)[:MOST],
                "follows": by.organisation_id != organisation.pk,
                "reason": reason_against(lambda: handing_on.check_can_hand_on(by, passing, on=today)),
                "history": history_of(*given, about={one.pk: f"{one.kind} {one.title}" for one in given}),
            },
        )

    return send(
        request,
        form,
        # Whoever sees the page reads on it why not; only sending is refused.
        check=lambda: (
            handing_on.check_can_hand_on(by, passing, on=today) if request.method == "POST" else None
        ),
        do=hand,
        show=show,
    )
