"""Who leads, at a glance: who, what is missing, whether it is covered; how it is arranged, and whether everyone may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from fourfold.define.actions import leads_shown, services
from fourfold.define.queries.coverage import coverage_of
from fourfold.define.queries.leadership import (
    appointments_of,
    gaps_in_leadership,
    is_published,
    leadership_of,
    services_of,
    standing_of,
)
from fourfold.define.rules.coverage import Cover, Verdict
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import with_reference
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, YesNoField
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

COVERS = {
    Cover.ACTIVE: say("Somebody acts"),
    Cover.LEAD_ALONE: say("The lead alone"),
    Cover.ON_PAPER: say("Only on paper"),
    Cover.NOBODY: say("Nobody"),
}
VERDICTS = {
    Verdict.NOTHING_TO_COVER: say(
        "No service and no priority is written down yet, so there is nothing to cover."
    ),
    Verdict.INTEGRATED: say("Integrated: every service and priority has somebody who acts."),
    Verdict.LED: say("Led: the lead answers for what has nobody of its own."),
    Verdict.PARTLY: say("Integrated in part. The rest drifts: nobody acts there."),
    Verdict.DRIFT: say("Drift: nobody acts on any service or priority, by what records show."),
}


class SharedForm(forms.Form):
    once = OnceField()
    shared = YesNoField(
        label=say("Is responsibility shared on purpose, without one lead?"),
        error_messages={"required": say("Choose yes or no")},
    )
    because = LongTextField(label=say("Why (where it is shared)"), rows=4, required=False)
    body = forms.CharField(
        label=say("Which body decided it?"),
        max_length=200,
        required=False,
        help_text=say("For example Cabinet, or the Board."),
    )
    decided_on = DayField(label=say("When?"), required=False)


@require_safe
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    own = found(with_reference(by.organisation_ref))
    covered = coverage_of(own.pk, on=today)
    arranged = leadership_of(own.pk)
    return render(
        request,
        "define/web/leadership/page.jinja",
        {
            "organisation": own,
            "standing": list(standing_of(own.pk, on=today)),
            "ended": appointments_of(own.pk).filter(ended_on__lt=today).count(),
            "gaps": gaps_in_leadership(own, on=today),
            "arranged": arranged,
            "published": is_published(arranged, on=today),
            "coverage": covered,
            "verdict": VERDICTS[covered.verdict],
            "covers": COVERS,
            "picture": [(COVERS[cover], covered.count(cover)) for cover in Cover],
            "services": services_of(own.pk, on=today).count(),
            "cannot": reason_against(lambda: services.check_can_change(by)),
        },
    )


@require_safe
@signed_in
def ended(request: HttpRequest) -> HttpResponse:
    """Who led before."""
    by = actor_of(request)
    rows = (
        appointments_of(by.organisation_id)
        .filter(ended_on__lt=timezone.localdate())
        .order_by("-ended_on", "pk")
    )
    return render(request, "define/web/leadership/ended.jinja", {"page": page_of(request, rows)})


@signed_in
def arrange(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    standing = leadership_of(by.organisation_id)
    initial = (
        {}
        if standing is None
        else {
            "shared": standing.shared_on_purpose,
            "because": standing.shared_because,
            "body": standing.decided_by,
            "decided_on": standing.decided_on,
        }
    )
    form = SharedForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(given: Mapping[str, Any]) -> str:
        leads_shown.share_on_purpose(
            by=by,
            shared=given["shared"],
            because=given["because"],
            body=given["body"],
            decided_on=given["decided_on"],
        )
        return reverse("leads")

    return task(
        request,
        form,
        check=lambda: services.check_can_change(by),
        do=do,
        heading=say("How responsibility is arranged"),
        caption=say("Who leads"),
        back=reverse("leads"),
        button=say("Keep this"),
        words=say(
            "Some spread it over many on purpose. Then the check of coverage says whether it is integrated or drifts."
        ),
    )


@require_POST
@signed_in
def publish(request: HttpRequest) -> HttpResponse:
    """Publishes who leads, or takes it back, as the button said."""
    by = actor_of(request)
    try:
        if "take_back" in request.POST:
            leads_shown.take_back(by=by, at=timezone.now())
            messages.success(request, say("Nobody outside reads who leads any more."))
        else:
            leads_shown.publish(by=by, on=timezone.localdate())
            messages.success(request, say("Everyone can read who leads."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("leads")
