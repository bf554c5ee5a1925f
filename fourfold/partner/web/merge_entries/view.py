"""Somebody knows that two entries are one organisation, though nothing asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.partner.actions import merging
from fourfold.partner.queries.directory import entry_with, named
from fourfold.partner.web.merge_entries.form import MergeForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    entry = found(entry_with(ref))
    form = MergeForm(request.POST if request.method == "POST" else None)

    def keep(given: Mapping[str, Any]) -> str:
        meant = named(owner=by.organisation_id, text=given["other"], leave_out=entry.pk)
        if not meant:
            raise Refused(say("None of your lists has an entry of that name. Check it"), field="other")
        if len(meant) > 1:
            raise Refused(
                say("Several entries have that name. Open the one you mean, and use its reference"),
                field="other",
            )
        merging.merge(by=by, entry=entry, into=meant[0], on=timezone.localdate())
        messages.success(
            request, say("{one} is shown with {other} from now on.", one=entry.name, other=meant[0].name)
        )
        return reverse("directory_entry", kwargs={"ref": meant[0].ref})

    return send(
        request,
        form,
        check=lambda: merging.check_can_change(by, entry),
        do=keep,
        show=lambda: render(request, "partner/web/merge_entries/page.jinja", {"form": form, "entry": entry}),
    )
