"""A file is taken into the register, at once or, where it is large, as a job; the report of each import stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import carry_in
from fourfold.integrate.actions.register import ask_to_import, can_import, check_can_import
from fourfold.integrate.actions.register_sheets import check_can_go_on
from fourfold.integrate.actions.register_undo import ask_to_undo, check_can_undo, undo
from fourfold.integrate.exchange.ocds_import import NotOcds, how_many, import_ocds
from fourfold.integrate.exchange.received import read_received
from fourfold.integrate.models import ImportPurpose
from fourfold.integrate.queries.carried_in import contracts_carried_in, with_signed_page
from fourfold.integrate.queries.register import imports_of, register_import, remarks_by_code
from fourfold.integrate.web.import_register.form import ImportForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Contract, RegisterImport

SHOWN_OF_A_KIND = 20
# Up to so many releases or rows are taken out while one waits.
UNDONE_AT_ONCE = 500


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = ImportForm(request.POST or None, request.FILES or None)

    def do(given: Mapping[str, Any]) -> str:
        content, name = given["file"].read(), str(given["file"].name)
        try:
            if len(content) > settings.IMPORT_AT_ONCE_BYTES:
                # Read once here as well: what is no register is refused while its sender is still looking.
                how_many(content)
                job = ask_to_import(by=by, name=name, content=content, at=timezone.now())
                return reverse("job", kwargs={"ref": job.ref})
            taken = import_ocds(
                by=by,
                organisation=Organisation.objects.get(pk=by.organisation_id),
                content=content,
                name=name,
                at=timezone.now(),
            )
        except NotOcds as refusal:
            raise Refused(str(refusal), field="file") from refusal
        return reverse("register_import", kwargs={"ref": taken.record.ref})

    return send(
        request,
        form,
        check=lambda: check_can_import(by),
        do=do,
        show=lambda: render(request, "integrate/web/import_register/page.jinja", {"form": form}),
    )


@require_GET
@signed_in
def imports(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    page = page_of(request, imports_of(by.organisation_id))
    return render(
        request,
        "integrate/web/import_register/list.jinja",
        {"page": page, "imports": list(page.object_list), "can_import": can_import(by)},
    )


@require_GET
@signed_in
def report(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    record = found(register_import(owner=by.organisation_id, ref=ref))
    return render(
        request,
        "integrate/web/import_register/report.jinja",
        {
            "record": record,
            "groups": remarks_by_code(record.remarks, most=SHOWN_OF_A_KIND),
            "history": history_of(record),
            "cannot_undo": reason_against(lambda: _check_can_undo(by, record)),
            "carried_in": _carried_in(record),
            "can_add_signed_page": carry_in.can_add_signed_page(by, buyer=record.owner_id),
            "cannot_go_on": reason_against(lambda: check_can_go_on(by, record)),
            "nothing_new": record.releases and record.unchanged == record.releases,
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def take_out(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    record = found(register_import(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None)
    promises = record.purpose == ImportPurpose.PROMISES

    def do(_: Mapping[str, Any]) -> str:
        if promises:
            carry_in.take_out(by=by, record=record, at=timezone.now())
            return reverse("register_import", kwargs={"ref": ref})
        if record.taken > UNDONE_AT_ONCE:
            job = ask_to_undo(by=by, record=record, at=timezone.now())
            return reverse("job", kwargs={"ref": job.ref})
        undo(by=by, record=record, read=read_received, at=timezone.now())
        return reverse("register_import", kwargs={"ref": ref})

    page = {
        "form": form,
        "heading": say("Take “{name}” out again?", name=record.file_name),
        "caption": record.publisher,
        "back": reverse("register_import", kwargs={"ref": ref}),
        "button": say("Take it out again"),
        "words": say(
            "The contracts and promises of this file go, and their suppliers see them no more. Once something is reported on one "
            "of them, all of them stay."
        )
        if promises
        else say(
            "What only this file brought goes. What it changed says again what the files before it said. What another file "
            "held too stays, and so does an entry from which a procurement began."
        ),
        "kind": "warning",
        "section": "integrate",
    }
    return send(
        request,
        form,
        check=lambda: _check_can_undo(by, record),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


def _check_can_undo(by: Actor, record: RegisterImport) -> None:
    if record.purpose == ImportPurpose.PROMISES:
        carry_in.check_can_take_out(by, record)
    else:
        check_can_undo(by, record)


def _carried_in(record: RegisterImport) -> list[tuple[Contract, bool]]:
    """The contracts that the file brought, each with whether its signed page is kept."""
    if record.purpose != ImportPurpose.PROMISES:
        return []
    contracts = list(contracts_carried_in(record))
    signed = with_signed_page(contracts)
    return [(contract, contract.pk in signed) for contract in contracts]
