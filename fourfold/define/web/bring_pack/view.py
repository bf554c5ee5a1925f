"""A pack under licence is uploaded, its columns are named, its rows checked, and it is brought in; each step is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.actions import packs
from fourfold.define.exchange import bring_pack
from fourfold.define.queries.packs import pack_with
from fourfold.define.web.bring_pack.form import ColumnsForm, UploadForm
from fourfold.define.web.sure import SureForm
from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

SHOWN = 100


@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = UploadForm(request.POST or None, request.FILES or None)

    def keep(given: Mapping[str, Any]) -> str:
        words = {name: given[name] for name in packs.PackWords.__dataclass_fields__}
        try:
            pack = bring_pack.upload(
                by=by,
                words=packs.PackWords(**words),
                file_name=str(given["file"].name),
                content=given["file"].read(),
                at=timezone.now(),
                on=timezone.localdate(),
            )
        except NotReadable as strange:
            raise Refused(str(strange), field="file") from strange
        return reverse("pack_columns", kwargs={"ref": pack.ref})

    return send(
        request,
        form,
        check=lambda: packs.check_can_bring(by),
        do=keep,
        show=lambda: render(request, "define/web/bring_pack/upload.jinja", {"form": form}),
    )


@signed_in
def columns(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    pack = found(pack_with(ref, owner=by.organisation_id))
    reason = reason_against(lambda: packs.check_can_go_on(by, pack))
    if reason:
        # Who may not go on has nothing to read here: the file may be gone.
        packs.check_can_bring(by)
        return redirect("pack", ref=ref)
    table = bring_pack.table_of(pack)
    asked = _sheet_asked_for(request)
    if asked in table.sheets and asked != table.sheet:
        try:
            table = bring_pack.table_of(pack, sheet=asked)
        except NotReadable as strange:
            messages.warning(request, str(strange))
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        table=table,
        columns=bring_pack.columns_of(pack, table),
        initial={"version": pack.version},
    )

    def keep(given: Mapping[str, Any]) -> str:
        packs.choose_columns(
            by=by,
            pack=pack,
            seen=given["version"] or 0,
            sheet=table.sheet,
            headings=table.headings,
            columns=form.chosen(),
        )
        return reverse("check_pack", kwargs={"ref": ref})

    def show() -> HttpResponse:
        page = {
            "form": form,
            "pack": pack,
            "table": table,
            "examples": [
                (
                    heading,
                    next((str(row[place]) for row in table.rows if place < len(row) and row[place]), ""),
                )
                for place, heading in enumerate(table.headings)
                if heading
            ],
        }
        return render(request, "define/web/bring_pack/columns.jinja", page)

    if request.method == "POST" and "look" in request.POST:
        return redirect(
            reverse("pack_columns", kwargs={"ref": ref}) + f"?sheet={request.POST.get('sheet', '')}"
        )
    return send(request, form, check=lambda: packs.check_can_go_on(by, pack), do=keep, show=show)


def _sheet_asked_for(request: HttpRequest) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("sheet", "")[:250]


@signed_in
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """What would come in, and the row and column of every fault; and the button that brings it in."""
    by = actor_of(request)
    earlier = already_sent(request, SureForm(request.POST)) if request.method == "POST" else ""
    if earlier:
        return redirect(earlier)
    pack = found(pack_with(ref, owner=by.organisation_id))
    if reason_against(lambda: packs.check_can_go_on(by, pack)):
        packs.check_can_bring(by)
        return redirect("pack", ref=ref)
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": pack.version})

    def bring(given: Mapping[str, Any]) -> str:
        brought = bring_pack.bring_in(
            by=by, pack=pack, seen=given["version"] or 0, at=timezone.now(), on=timezone.localdate()
        )
        messages.success(request, say("“{title}” is brought in.", title=brought.title))
        return reverse("pack", kwargs={"ref": ref})

    def show() -> HttpResponse:
        checked = bring_pack.check(pack)
        page = {
            "form": form,
            "pack": pack,
            "checked": checked,
            "faulty": len({fault.row for fault in checked.faults}),
            "faults": checked.faults[:SHOWN],
            "measures": checked.measures[:SHOWN],
            "values": sum(len(each.values) for each in checked.measures),
        }
        return render(request, "define/web/bring_pack/check.jinja", page)

    return send(request, form, check=lambda: packs.check_can_go_on(by, pack), do=bring, show=show)


@signed_in
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    pack = found(pack_with(ref, owner=by.organisation_id))

    def let_go(given: Mapping[str, Any]) -> str:
        packs.discard(by=by, pack=pack, seen=given["version"] or 0, at=timezone.now())
        messages.success(request, say("The upload is discarded, and nothing of its file was kept."))
        return reverse("packs")

    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": pack.version})
    page = {
        "form": form,
        "heading": say("Discard “{title}”?", title=pack.title),
        "caption": pack.file_name,
        "back": reverse("pack", kwargs={"ref": ref}),
        "button": say("Discard the upload"),
        "words": say("Nothing of it was brought in. Its file is deleted."),
        "kind": "warning",
    }
    return send(
        request,
        form,
        check=lambda: packs.check_can_go_on(by, pack),
        do=let_go,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


@signed_in
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    pack = found(pack_with(ref, owner=by.organisation_id))

    def take_out(given: Mapping[str, Any]) -> str:
        packs.undo(by=by, pack=pack, seen=given["version"] or 0, at=timezone.now())
        messages.success(request, say("“{title}” is taken out again.", title=pack.title))
        return reverse("pack", kwargs={"ref": ref})

    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": pack.version})
    page = {
        "form": form,
        "heading": say("Take “{title}” out again?", title=pack.title),
        "caption": pack.edition,
        "back": reverse("pack", kwargs={"ref": ref}),
        "button": say("Take it out again"),
        "words": say("All its measures and values are removed. Nothing in your policy uses them."),
        "kind": "warning",
    }
    return send(
        request,
        form,
        check=lambda: packs.check_can_undo(by, pack),
        do=take_out,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )
