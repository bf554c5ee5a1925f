"""Be found by buyers: what the directory shows of one's own organisation, for as long as it wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.partner.actions import own_entry
from fourfold.partner.queries import directory
from fourfold.partner.rules.directory.evidence import FactKind
from fourfold.partner.web.be_found.form import BeFoundForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.partner.models import DirectoryEntry


@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    standing = directory.own_entry(by.organisation_id)
    form = BeFoundForm(
        request.POST if request.method == "POST" else None, initial=_initial(standing) if standing else {}
    )

    def say_it(given: Mapping[str, Any]) -> str:
        entry = own_entry.describe(
            by=by,
            seen=given["version"] or 0,
            described=own_entry.Described(
                services=given["services"],
                strengths=given["strengths"],
                website=given["website"],
                size_band=given["size_band"],
                postcode=given["postcode"],
                places=given["places"],
                facts=form.facts(),
            ),
            on=timezone.localdate(),
        )
        messages.success(request, say("Everyone can find your organisation in the directory now."))
        return reverse("directory_entry", kwargs={"ref": entry.ref})

    return send(
        request,
        form,
        check=lambda: own_entry.check_can_speak(by),
        do=say_it,
        show=lambda: render(
            request,
            "partner/web/be_found/page.jinja",
            {"form": form, "standing": standing, "name": by.organisation_name},
        ),
        stored=_initial,
    )


@signed_in
def stop(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    standing = found(directory.own_entry(by.organisation_id))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": standing.version})

    def take_out(_: Mapping[str, Any]) -> str:
        own_entry.stop(by=by, entry=standing, at=timezone.now())
        messages.success(request, say("Your organisation is no longer shown in the directory."))
        return reverse("directory")

    page = {
        "form": form,
        "heading": say("Be found no longer?"),
        "caption": by.organisation_name,
        "back": reverse("be_found"),
        "button": say("Take it out of the directory"),
        "words": say(
            "What you said of your organisation is deleted, and nobody finds it from now on. You can come back at any "
            "time. A public list that a council brought in may still name it, as the register does."
        ),
        "kind": "warning",
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: own_entry.check_can_speak(by),
        do=take_out,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


def _initial(entry: DirectoryEntry) -> dict[str, Any]:
    said = {fact.kind: fact.value for fact in entry.facts.all()}
    return {
        "version": entry.version,
        "services": entry.services,
        "strengths": entry.strengths,
        "places": "\n".join(each.place.name for each in entry.places.select_related("place")),
        "size_band": entry.size_band,
        "postcode": entry.postcode,
        "website": entry.website,
        "company_number": said.get(FactKind.CIC, said.get(FactKind.COMPANY, "")),
        "is_cic": FactKind.CIC in said,
        "charity_number": said.get(FactKind.CHARITY, ""),
        "legal_form": said.get(FactKind.LEGAL_FORM, ""),
        "asset_lock": said.get(FactKind.ASSET_LOCK, ""),
    }
