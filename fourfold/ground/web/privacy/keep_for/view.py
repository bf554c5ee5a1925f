"""An administrator chooses how long a kind of record is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.privacy.actions import retention
from fourfold.ground.privacy.queries import kept_of
from fourfold.ground.privacy.record import line_named
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.privacy.keep_for.form import KeepForForm
from fourfold.ground.web.sending import send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.privacy.tables import RetentionChoice


@signed_in
def keep_for(request: HttpRequest, record: str) -> HttpResponse:
    by = actor_of(request)
    line = found(line_named(record))
    choice = kept_of(line, owner=by.organisation_id).choice
    form = KeepForForm(
        request.POST if request.method == "POST" else None,
        initial=_stored(choice) if choice else {"kept": str(line.kept), "version": 0},
    )
    address = reverse("processing", kwargs={"record": line.key})

    def choose(given: Mapping[str, Any]) -> str:
        retention.choose(
            by=by,
            line=line,
            kept=given["kept"],
            reason=given["reason"],
            seen=given["version"] or 0,
            on=timezone.localdate(),
        )
        messages.success(
            request, say("{title} are now kept for {given}.", title=line.title, given=given["kept"])
        )
        return address

    return send(
        request,
        form,
        check=lambda: retention.check_can_choose(by, line=line),
        do=choose,
        show=lambda: render(
            request, "ground/web/privacy/keep_for/page.jinja", {"form": form, "line": line, "back": address}
        ),
        stored=_stored,
    )


def _stored(choice: RetentionChoice) -> dict[str, Any]:
    return {"kept": str(choice.kept), "reason": choice.reason, "version": choice.version}
