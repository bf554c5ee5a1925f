"""What organisations of the same type and size have among their priorities, and whether one's own count there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import peers
from fourfold.define.queries.peers import comparison_for, setting_of
from fourfold.define.rules.themes import THEME_WORDS
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.forms import OnceField, YesNoField
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class CountedForm(forms.Form):
    once = OnceField()
    counted = YesNoField(
        label=say("May what your priorities are about count before your policy is published?"),
        help_text=say(
            "As a number among at least ten others, by theme. Never with your name, and never your words."
        ),
        error_messages={"required": say("Say whether it may count")},
    )


@require_safe
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    shown = comparison_for(by.organisation_id, on=timezone.localdate())
    setting = setting_of(by.organisation_id)
    return render(
        request,
        "define/web/peers/page.jinja",
        {
            "shown": shown,
            "rows": [(THEME_WORDS[row.theme], row) for row in shown.rows],
            "bars": [(THEME_WORDS[row.theme], row.count) for row in shown.rows],
            "cannot": reason_against(lambda: peers.check_can_set(by)),
            "history": [] if setting is None else history_of(setting),
        },
    )


@signed_in
def set_counted(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    setting = setting_of(by.organisation_id)
    form = CountedForm(
        request.POST if request.method == "POST" else None,
        initial={"counted": setting is not None and setting.counted},
    )

    def do(given: Mapping[str, Any]) -> str:
        peers.set_counted(by=by, counted=given["counted"], on=timezone.localdate())
        messages.success(request, say("Kept. It holds from the next count on, which is each night."))
        return reverse("peers")

    return task(
        request,
        form,
        check=lambda: peers.check_can_set(by),
        do=do,
        heading=say("Count in comparisons"),
        caption=say("Comparison with peers"),
        back=reverse("peers"),
        button=say("Keep this"),
        words=say("What you have adopted is published and counts whatever you say here."),
    )
