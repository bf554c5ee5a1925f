"""A spreadsheet is uploaded, its columns are named, its rows checked, and it is taken in; each step is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.web.sure import SureForm
from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import register_sheets
from fourfold.integrate.exchange.sheets.checking import check_sheet
from fourfold.integrate.exchange.sheets.reading import columns_of, table_of
from fourfold.integrate.exchange.sheets.taking import take_sheet, upload
from fourfold.integrate.models import ImportState
from fourfold.integrate.queries.register import register_import
from fourfold.integrate.queries.register_sheets import waiting_sheet
from fourfold.integrate.rules.sheet_check import ADDED, CHANGED, FATES, KEPT
from fourfold.integrate.rules.sheet_columns import LAYOUTS
from fourfold.integrate.web.import_sheet.form import ColumnsForm, UploadForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.models import WaitingSheet


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = UploadForm(
        request.POST or None, request.FILES or None, can_carry_in=register_sheets.can_carry_in(by)
    )

    def keep(given: Mapping[str, Any]) -> str:
        try:
            record = upload(
                by=by,
                purpose=given["purpose"],
                publisher=given["publisher"],
                licence=given["licence"],
                name=str(given["file"].name),
                content=given["file"].read(),
                at=timezone.now(),
            )
        except NotReadable as strange:
            raise Refused(str(strange), field="file") from strange
        return reverse("sheet_columns", kwargs={"ref": record.ref})

    return send(
        request,
        form,
        check=lambda: register_sheets.check_can_upload(by),
        do=keep,
        show=lambda: render(request, "integrate/web/import_sheet/upload.jinja", {"form": form}),
    )


@signed_in
def columns(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    record = found(register_import(owner=by.organisation_id, ref=ref))
    waiting = waiting_sheet(owner=by.organisation_id, ref=ref)
    if waiting is None or reason_against(lambda: register_sheets.check_can_go_on(by, record)):
        # Who may not go on has nothing to read here: the file may be gone.
        register_sheets.check_can_upload(by, record.purpose)
        return redirect("register_import", ref=ref)
    table = table_of(waiting)
    asked = (request.POST if request.method == "POST" else request.GET).get("sheet", "")[:250]
    if asked in table.sheets and asked != table.sheet:
        try:
            table = table_of(waiting, sheet=asked)
        except NotReadable as strange:
            messages.warning(request, str(strange))
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        purpose=record.purpose,
        table=table,
        columns=columns_of(waiting, table),
        initial={"version": waiting.version},
    )

    def keep(given: Mapping[str, Any]) -> str:
        chosen = register_sheets.choose_columns(
            by=by,
            waiting=waiting,
            seen=given["version"] or 0,
            sheet=table.sheet,
            headings=table.headings,
            columns=form.chosen(),
        )
        if _is_large(chosen):
            job = register_sheets.ask_to_check(by=by, waiting=chosen, at=timezone.now())
            return reverse("job", kwargs={"ref": job.ref})
        return reverse("check_sheet", kwargs={"ref": ref})

    if request.method == "POST" and "look" in request.POST:
        return redirect(reverse("sheet_columns", kwargs={"ref": ref}) + f"?sheet={asked}")
    return send(
        request,
        form,
        check=lambda: register_sheets.check_can_go_on(by, record),
        do=keep,
        show=lambda: render(
            request,
            "integrate/web/import_sheet/columns.jinja",
            {
                "form": form,
                "record": record,
                "table": table,
                "needed": [column.words for column in LAYOUTS[record.purpose].needed],
            },
        ),
    )


@signed_in
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """What would become of each row; and the button that takes them in."""
    by = actor_of(request)
    earlier = already_sent(request, SureForm(request.POST)) if request.method == "POST" else ""
    if earlier:
        return redirect(earlier)
    record = found(register_import(owner=by.organisation_id, ref=ref))
    waiting = waiting_sheet(owner=by.organisation_id, ref=ref)
    if waiting is None or reason_against(lambda: register_sheets.check_can_go_on(by, record)):
        register_sheets.check_can_upload(by, record.purpose)
        return redirect("register_import", ref=ref)
    checked = _checked(waiting)
    if not checked:
        return redirect("sheet_columns", ref=ref)
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": waiting.version})

    def take(given: Mapping[str, Any]) -> str:
        if (given["version"] or 0) != waiting.version:
            raise Refused(say("The columns were named anew meanwhile. Look at the rows again"))
        if not _to_take(checked):
            raise Refused(say("No row of this file would change anything, so there is nothing to take in"))
        if _is_large(waiting):
            job = register_sheets.ask_to_take(by=by, waiting=waiting, at=timezone.now())
            return reverse("job", kwargs={"ref": job.ref})
        taken = take_sheet(by=by, waiting=waiting, at=timezone.now())
        return reverse("register_import", kwargs={"ref": taken.ref})

    return send(
        request,
        form,
        check=lambda: register_sheets.check_can_go_on(by, record),
        do=take,
        show=lambda: render(
            request,
            "integrate/web/import_sheet/check.jinja",
            {"form": form, "record": record, "waiting": waiting, **_lines_to_show(request, checked)},
        ),
    )


@signed_in
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    record = found(register_import(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": record.version})

    def let_go(_: Mapping[str, Any]) -> str:
        register_sheets.discard(by=by, record=record)
        messages.success(request, say("The upload is discarded, and nothing of its file was kept."))
        return reverse("register_imports")

    page = {
        "form": form,
        "heading": say("Discard “{name}”?", name=record.file_name),
        "caption": record.publisher,
        "back": reverse("register_import", kwargs={"ref": ref}),
        "button": say("Discard the upload"),
        "words": say("Nothing of it was taken in. Its file is deleted."),
        "kind": "warning",
        "section": "integrate",
    }
    return send(
        request,
        form,
        check=lambda: register_sheets.check_can_go_on(by, record),
        do=let_go,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


def _is_large(waiting: WaitingSheet) -> bool:
    return len(waiting.content) > settings.IMPORT_AT_ONCE_BYTES


def _checked(waiting: WaitingSheet) -> dict[str, Any]:
    """As a job found it; of a small file as it is now. Empty where the job has not come to it."""
    stored: dict[str, Any] = waiting.checked
    if stored or _is_large(waiting):
        return stored
    return check_sheet(waiting).as_stored()


def _to_take(checked: Mapping[str, Any]) -> int:
    return sum(checked["counts"][fate] for fate in (ADDED, CHANGED, KEPT))


def _lines_to_show(request: HttpRequest, checked: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the fate that is asked for; first those that are left out, where there are any."""
    counts = checked["counts"]
    asked = request.GET.get("show", "")
    fate = asked if asked in FATES else next((each for each in FATES if counts[each]), ADDED)
    return {
        "fates": [(each, words, counts[each]) for each, words in FATES.items() if counts[each]],
        "fate": fate,
        "fate_words": FATES[fate],
        "page": page_of(request, checked["lines"][fate]),
        "not_shown": counts[fate] - len(checked["lines"][fate]),
        "to_take": _to_take(checked),
        "uploaded": ImportState.UPLOADED,
    }
