"""Pairs that may be the same organisation, for a person to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import begun_small, say
from fourfold.ground.organisations.queries import entry as national_entry
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.partner.actions import merging
from fourfold.partner.models import EntryLink, LinkState
from fourfold.partner.models.entry_link import VALID_TRANSITIONS
from fourfold.partner.queries.directory import read
from fourfold.partner.queries.directory_links import link_with, to_look_at
from fourfold.partner.web.directory_queue.form import DecideForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    merging.check_can_look(by)
    page = page_of(request, to_look_at(by.organisation_id))
    return render(
        request,
        "partner/web/directory_queue/list.jinja",
        {"page": page, "rows": list(page.object_list)},
    )


@signed_in
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    link = found(link_with(owner=by.organisation_id, ref=ref))
    form = DecideForm(
        request.POST if request.method == "POST" else None,
        states=VALID_TRANSITIONS[LinkState(link.state)],
        initial={"version": link.version},
    )

    def keep(given: Mapping[str, Any]) -> str:
        verdict = LinkState(given["verdict"])
        merging.decide(by=by, link=link, seen=given["version"] or 0, verdict=verdict, on=timezone.localdate())
        messages.success(
            request,
            say(
                "{one} and {other}: {verdict}.",
                one=link.entry.name,
                other=_name(link),
                verdict=begun_small(verdict.label),
            ),
        )
        return reverse("directory_queue")

    return send(
        request,
        form,
        check=lambda: merging.check_can_look(by),
        do=keep,
        show=lambda: render(
            request,
            "partner/web/directory_queue/decide.jinja",
            {
                "form": form,
                "link": link,
                "name": _name(link),
                "left": read(link.entry),
                "right": None if link.other is None else read(link.other),
                "body": None if link.organisation is None else national_entry(link.organisation.ref),
                "cannot": reason_against(lambda: merging.check_can_change(by, link.entry)),
                "history": history_of(link),
            },
        ),
    )


def _name(link: EntryLink) -> str:
    return str(link.other or link.organisation)
