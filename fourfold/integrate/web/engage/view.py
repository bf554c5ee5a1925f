"""Talks with the market before the tender: one is recorded, or corrected while the tender is not open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.integrate.actions import engagement as talks
from fourfold.integrate.queries.gate import engagement_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.web.engage.form import EngagementForm
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.queries.gate import MarketEngagement

WORDS = say(
    "An authority may talk to suppliers and communities before its tender notice. Nobody may gain an unfair advantage by it, "
    "and a notice of it is published first, or the tender notice says why not."
)


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, ref: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    form = EngagementForm(request.POST or None)

    def do(_given: Mapping[str, Any]) -> str:
        talks.record(by=by, procurement=procurement, engagement=form.engagement(), on=on)
        return reverse("procurement", kwargs={"ref": ref}) + "#engagement"

    return task(
        request,
        form,
        check=lambda: talks.check_can_record(by, procurement),
        do=do,
        heading=say("Record talks with the market"),
        caption=procurement.title,
        back=reverse("procurement", kwargs={"ref": ref}),
        button=say("Record it"),
        words=WORDS,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, ref: str, engagement: str) -> HttpResponse:
    by, on = actor_of(request), timezone.localdate()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    record = found(engagement_of(procurement, engagement))
    form = EngagementForm(request.POST or None, initial={**_stored(record), "version": record.version})

    def do(given: Mapping[str, Any]) -> str:
        talks.correct(by=by, record=record, engagement=form.engagement(), seen=given["version"] or 0, on=on)
        return reverse("procurement", kwargs={"ref": ref}) + "#engagement"

    return task(
        request,
        form,
        check=lambda: talks.check_can_record(by, procurement),
        do=do,
        stored=_stored,
        heading=say("Correct the record of talks with the market"),
        caption=procurement.title,
        back=reverse("procurement", kwargs={"ref": ref}),
        button=say("Keep this"),
        words=WORDS,
    )


def _stored(record: MarketEngagement) -> dict[str, Any]:
    return {name: getattr(record, name) for name in EngagementForm.ANSWERS}
