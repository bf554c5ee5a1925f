"""Notices to copy from, as data, and on record once they are published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.mail.letter import on_site
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import DayField, OnceField
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import notices
from fourfold.integrate.exchange.notice_release import package, release
from fourfold.integrate.queries.notice_facts import notice_facts
from fourfold.integrate.queries.notices import notice_with, notices_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.notices import FORMS, fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest


class PublishedForm(forms.Form):
    once = OnceField()
    reference = forms.CharField(
        label=say("Reference of the notice"),
        max_length=40,
        help_text=say("As Find a Tender gives it, such as 2026/S 000-012345"),
        error_messages={"required": say("Enter the reference")},
    )
    published_on = DayField(
        label=say("Day on which it was published"), error_messages={"required": say("Enter the day")}
    )


@require_GET
@signed_in
def listed(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "integrate/web/notices/list.jinja",
        {"procurement": procurement, "to_publish": notices_of(procurement), "today": timezone.localdate()},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str, slug: str) -> HttpResponse:
    """Field by field in the order of Find a Tender; and the form that says when it was published."""
    by = actor_of(request)
    today = timezone.localdate()
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    due = found(notice_with(procurement, slug))
    facts = notice_facts(procurement, due)
    form = PublishedForm(request.POST or None)

    def do(given: Mapping[str, Any]) -> str:
        notices.record(
            by=by,
            procurement=procurement,
            due=due,
            reference=given["reference"],
            published_on=given["published_on"],
            body=release(facts, on=given["published_on"]),
            on=today,
        )
        return reverse("notice", kwargs={"ref": ref, "slug": slug})

    def show() -> HttpResponse:
        sections: dict[str, list[tuple[str, str]]] = {}
        for field in fields(facts):
            sections.setdefault(field.section, []).append((field.name, field.value))
        return render(
            request,
            "integrate/web/notices/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "due": due,
                "about": FORMS[due.kind.value],
                "sections": sections,
                "today": today,
                "cannot_record": reason_against(lambda: notices.check_can_record(by, procurement, due)),
            },
        )

    if request.method != "POST":
        return show()
    return send(request, form, check=lambda: notices.check_can_record(by, procurement, due), do=do, show=show)


@require_GET
@signed_in
def as_json(request: HttpRequest, ref: str, slug: str) -> HttpResponse:
    """As an OCDS release package: what was published, else as it stands now."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    due = found(notice_with(procurement, slug))
    body = (
        due.published.body
        if due.published is not None
        else release(notice_facts(procurement, due), on=timezone.localdate())
    )
    whole = package(body, uri=on_site(request.path), publisher=procurement.owner.name)
    response = HttpResponse(
        json.dumps(whole, indent=2, ensure_ascii=False) + "\n", content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{slug}-{ref.lower()}.json"'
    return response
