"""A list is uploaded, its columns are named, its rows checked, and it is taken in; it can be taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.define.web.sure import SureForm
from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.partner.actions import directory_lists
from fourfold.partner.exchange.directory.reading import columns_of, table_of
from fourfold.partner.exchange.directory.taking import plan_of, take_list, upload
from fourfold.partner.models import ListState
from fourfold.partner.queries.directory_links import to_look_at
from fourfold.partner.queries.directory_lists import list_with, lists_of
from fourfold.partner.rules.directory.check import Fate
from fourfold.partner.rules.directory.layouts import LAYOUTS, ListKind
from fourfold.partner.web.directory_lists.form import BringForm, ColumnsForm, TakeForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.partner.models import DirectoryList

# Comparing names takes longer than reading them: a list of some hundred rows is checked at once, a longer one by a job.
AT_ONCE_BYTES = 60_000


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    directory_lists.check_can_bring(by)
    page = page_of(request, lists_of(by.organisation_id))
    return render(
        request,
        "partner/web/directory_lists/list.jinja",
        {
            "page": page,
            "rows": list(page.object_list),
            "waiting": to_look_at(by.organisation_id).count(),
        },
    )


@require_GET
@signed_in
def show(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    kept = found(list_with(owner=by.organisation_id, ref=ref))
    directory_lists.check_can_bring(by)
    if kept.state == ListState.UPLOADED:
        return redirect("list_columns", ref=ref)
    return render(
        request,
        "partner/web/directory_lists/show.jinja",
        {
            "kept": kept,
            "counts": [(fate.words, kept.counts.get(fate, 0)) for fate in Fate if kept.counts.get(fate)],
            "page": page_of(request, kept.left_out),
            "history": history_of(kept),
            "can_undo": not reason_against(lambda: directory_lists.check_can_undo(by, kept)),
        },
    )


@signed_in
def bring(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = BringForm(request.POST or None, request.FILES or None, initial={"read_on": timezone.localdate()})

    def keep(given: Mapping[str, Any]) -> str:
        try:
            kept = upload(
                by=by,
                kind=ListKind(given["kind"]),
                publisher=given["publisher"],
                licence=given["licence"],
                read_on=given["read_on"],
                name=str(given["file"].name),
                content=given["file"].read(),
                at=timezone.now(),
            )
        except NotReadable as strange:
            raise Refused(str(strange), field="file") from strange
        return reverse("list_columns", kwargs={"ref": kept.ref})

    return send(
        request,
        form,
        check=lambda: directory_lists.check_can_bring(by),
        do=keep,
        show=lambda: render(request, "partner/web/directory_lists/bring.jinja", {"form": form}),
    )


@signed_in
def columns(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    kept = found(list_with(owner=by.organisation_id, ref=ref))
    if kept.state != ListState.UPLOADED:
        directory_lists.check_can_bring(by)
        return redirect("directory_list", ref=ref)
    directory_lists.check_can_go_on(by, kept)
    table = table_of(kept)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        kind=ListKind(kept.kind),
        table=table,
        columns=columns_of(kept),
        initial={"version": kept.version},
    )

    def name_them(given: Mapping[str, Any]) -> str:
        chosen = directory_lists.choose_columns(
            by=by,
            kept=kept,
            seen=given["version"] or 0,
            headings=table.headings,
            columns=form.chosen(),
        )
        if _is_large(chosen):
            job = directory_lists.ask_to_check(by=by, kept=chosen, at=timezone.now())
            return reverse("job", kwargs={"ref": job.ref})
        return reverse("check_list", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: directory_lists.check_can_go_on(by, kept),
        do=name_them,
        show=lambda: render(
            request,
            "partner/web/directory_lists/columns.jinja",
            {
                "form": form,
                "kept": kept,
                "needed": [held.words for held in LAYOUTS[ListKind(kept.kind)].needed],
            },
        ),
    )


@signed_in
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """What would become of each row; and the button that takes them in."""
    by = actor_of(request)
    kept = found(list_with(owner=by.organisation_id, ref=ref))
    if kept.state != ListState.UPLOADED:
        directory_lists.check_can_bring(by)
        return redirect("directory_list", ref=ref)
    directory_lists.check_can_go_on(by, kept)
    checked = kept.checked
    if not checked and _is_large(kept):
        return redirect("list_columns", ref=ref)
    checked = checked or plan_of(kept).as_stored()
    to_take = sum(checked["counts"][fate] for fate in (Fate.NEW, Fate.LINKED, Fate.LOOK))
    form = TakeForm(request.POST if request.method == "POST" else None, initial={"version": kept.version})

    def take(given: Mapping[str, Any]) -> str:
        if (given["version"] or 0) != kept.version:
            raise Refused(say("The columns were named anew meanwhile. Look at the rows again"))
        if not to_take:
            raise Refused(say("No row of this list is new, so there is nothing to take in"))
        if _is_large(kept):
            job = directory_lists.ask_to_take(by=by, kept=kept, shown=given["shown"], at=timezone.now())
            return reverse("job", kwargs={"ref": job.ref})
        taken = take_list(by=by, waiting=kept, shown=given["shown"], on=timezone.localdate())
        return reverse("directory_list", kwargs={"ref": taken.ref})

    return send(
        request,
        form,
        check=lambda: directory_lists.check_can_go_on(by, kept),
        do=take,
        show=lambda: render(
            request,
            "partner/web/directory_lists/check.jinja",
            {"form": form, "kept": kept, "to_take": to_take, **_lines_to_show(request, checked)},
        ),
    )


@signed_in
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    kept = found(list_with(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": kept.version})

    def let_go(_: Mapping[str, Any]) -> str:
        directory_lists.discard(by=by, kept=kept, at=timezone.now())
        messages.success(request, say("The upload is discarded, and nothing of its file was kept."))
        return reverse("directory_lists")

    page = {
        "form": form,
        "heading": say("Discard “{name}”?", name=kept.file_name),
        "caption": kept.publisher,
        "back": reverse("directory_list", kwargs={"ref": ref}),
        "button": say("Discard the upload"),
        "words": say("Nothing of it was taken in. Its file is deleted."),
        "kind": "warning",
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: directory_lists.check_can_go_on(by, kept),
        do=let_go,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


@signed_in
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    kept = found(list_with(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": kept.version})

    def take_out(given: Mapping[str, Any]) -> str:
        directory_lists.undo(by=by, kept=kept, seen=given["version"] or 0, at=timezone.now())
        messages.success(request, say("The list is taken out of the directory again."))
        return reverse("directory_list", kwargs={"ref": ref})

    page = {
        "form": form,
        "heading": say("Take “{name}” out again?", name=kept.file_name),
        "caption": kept.publisher,
        "back": reverse("directory_list", kwargs={"ref": ref}),
        "button": say("Take it out of the directory"),
        "words": say(
            "Its entries go, with what was decided about them. Entries of other lists that were merged into them stand by "
            "themselves again, as they were read. Rows that a later list held too were not taken from it: bring it in again."
        ),
        "kind": "warning",
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: directory_lists.check_can_undo(by, kept),
        do=take_out,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


def _is_large(kept: DirectoryList) -> bool:
    return len(kept.content or b"") > AT_ONCE_BYTES


def _lines_to_show(request: HttpRequest, checked: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the fate that is asked for; first those that are left out, where there are any."""
    counts = checked["counts"]
    asked = request.GET.get("show", "")
    fates = [fate for fate in Fate if counts[fate]]
    fate = next((each for each in fates if each == asked), fates[0] if fates else Fate.NEW)
    return {
        "fates": [(each, each.words, counts[each]) for each in fates],
        "fate": fate,
        "page": page_of(request, checked["lines"][fate]),
        "not_shown": counts[fate] - len(checked["lines"][fate]),
    }
