"""A list of contacts is uploaded, its columns are named, its rows checked, and it is taken in; and out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.web.sure import SureForm
from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.once import already_sent
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.tracker.actions import frame_lists, frame_rows
from fourfold.tracker.actions.waves import check_can_manage
from fourfold.tracker.exchange.frame_list.reading import columns_of, table_of
from fourfold.tracker.exchange.frame_list.taking import check_list, take_list, upload
from fourfold.tracker.queries.frame_lists import frame_list, waiting_list
from fourfold.tracker.queries.waves import wave_of
from fourfold.tracker.rules.frame.fates import Fate
from fourfold.tracker.web.bring_list.form import ColumnsForm, UploadForm
from fourfold.tracker.web.form_page import form_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.tracker.models import WaitingList

# A list of more bytes than this is checked and taken in by a job, with its progress shown.
AT_ONCE_BYTES: Final = 20_000


@signed_in
def start(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    wave = found(wave_of(owner=by.organisation_id, ref=ref))
    form = UploadForm(request.POST or None, request.FILES or None)

    def keep(given: Mapping[str, Any]) -> str:
        try:
            record = upload(
                by=by,
                wave=wave,
                source=given["source"],
                terms=given["terms"],
                name=str(given["file"].name),
                content=given["file"].read(),
                at=timezone.now(),
            )
        except NotReadable as strange:
            raise Refused(str(strange), field="file") from strange
        return reverse("frame_list_columns", kwargs={"ref": record.ref})

    return send(
        request,
        form,
        check=lambda: frame_lists.check_can_bring(by, wave),
        do=keep,
        show=lambda: render(request, "tracker/web/bring_list/upload.jinja", {"form": form, "wave": wave}),
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """What the list was and what became of its rows."""
    by = actor_of(request)
    record = found(frame_list(owner=by.organisation_id, ref=ref))
    check_can_manage(by, record.wave)
    return render(
        request,
        "tracker/web/bring_list/page.jinja",
        {
            "record": record,
            "wave": record.wave,
            "fates": [(fate.words, record.fates[fate]) for fate in Fate if record.fates.get(fate)],
            "page": page_of(request, [(each, Fate(each["fate"]).words) for each in record.left_out]),
            "waits": not reason_against(lambda: frame_lists.check_can_go_on(by, record)),
            "can_undo": not reason_against(lambda: frame_rows.check_can_undo(by, record)),
        },
    )


@signed_in
def columns(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    record = found(frame_list(owner=by.organisation_id, ref=ref))
    waiting = waiting_list(owner=by.organisation_id, ref=ref)
    if waiting is None or reason_against(lambda: frame_lists.check_can_go_on(by, record)):
        check_can_manage(by, record.wave)
        return redirect("frame_list", ref=ref)
    table = table_of(waiting)
    asked = (request.POST if request.method == "POST" else request.GET).get("sheet", "")[:250]
    if asked in table.sheets and asked != table.sheet:
        try:
            table = table_of(waiting, sheet=asked)
        except NotReadable as strange:
            messages.warning(request, str(strange))
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        table=table,
        columns=columns_of(waiting, table),
        initial={"version": waiting.version},
    )

    def keep(given: Mapping[str, Any]) -> str:
        chosen = frame_lists.choose_columns(
            by=by, waiting=waiting, seen=given["version"] or 0, sheet=table.sheet, columns=form.chosen()
        )
        if _is_long(chosen):
            job = frame_lists.ask_to_check(by=by, waiting=chosen, at=timezone.now())
            return reverse("job", kwargs={"ref": job.ref})
        return reverse("check_frame_list", kwargs={"ref": ref})

    if request.method == "POST" and "look" in request.POST:
        return redirect(reverse("frame_list_columns", kwargs={"ref": ref}) + f"?sheet={asked}")
    return send(
        request,
        form,
        check=lambda: frame_lists.check_can_go_on(by, record),
        do=keep,
        show=lambda: render(
            request, "tracker/web/bring_list/columns.jinja", {"form": form, "record": record, "table": table}
        ),
    )


@signed_in
def check(request: HttpRequest, ref: str) -> HttpResponse:
    """What would become of each row; and the button that takes them in."""
    by = actor_of(request)
    earlier = already_sent(request, SureForm(request.POST)) if request.method == "POST" else ""
    if earlier:
        return redirect(earlier)
    record = found(frame_list(owner=by.organisation_id, ref=ref))
    waiting = waiting_list(owner=by.organisation_id, ref=ref)
    if waiting is None or reason_against(lambda: frame_lists.check_can_go_on(by, record)):
        check_can_manage(by, record.wave)
        return redirect("frame_list", ref=ref)
    checked = _checked(waiting)
    if not checked:
        return redirect("frame_list_columns", ref=ref)
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": waiting.version})

    def take(given: Mapping[str, Any]) -> str:
        if (given["version"] or 0) != waiting.version:
            raise Refused(say("The columns were named anew meanwhile. Look at the rows again"))
        if not _to_take(checked):
            raise Refused(say("No row of this list would bring anyone, so there is nothing to take in"))
        if _is_long(waiting):
            job = frame_lists.ask_to_take(by=by, waiting=waiting, at=timezone.now())
            return reverse("job", kwargs={"ref": job.ref})
        taken = take_list(by=by, waiting=waiting, at=timezone.now())
        return reverse("frame_list", kwargs={"ref": taken.ref})

    counts = checked["counts"]
    asked = request.GET.get("show", "")
    fate = asked if counts.get(asked) else next((each for each in Fate if counts[each]), Fate.ADDED)
    return send(
        request,
        form,
        check=lambda: frame_lists.check_can_go_on(by, record),
        do=take,
        show=lambda: render(
            request,
            "tracker/web/bring_list/check.jinja",
            {
                "form": form,
                "record": record,
                "waiting": waiting,
                "fates": [(each.value, each.words, counts[each]) for each in Fate if counts[each]],
                "fate": str(fate),
                "fate_words": Fate(fate).words,
                "page": page_of(request, checked["lines"][fate]),
                "not_shown": counts[fate] - len(checked["lines"][fate]),
                "to_take": _to_take(checked),
            },
        ),
    )


@signed_in
def discard(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    record = found(frame_list(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": record.version})

    def let_go(_: Mapping[str, Any]) -> str:
        frame_lists.discard(by=by, record=record)
        messages.success(request, say("The list is discarded, and nothing of its file was kept."))
        return reverse("wave_frame", kwargs={"ref": record.wave.ref})

    page = {
        "heading": say("Discard “{name}”?", name=record.file_name),
        "caption": record.source,
        "back": reverse("frame_list", kwargs={"ref": ref}),
        "button": say("Discard the list"),
        "words": say("Nothing of it was taken in. Its file is deleted."),
        "kind": "warning",
    }
    return send(
        request,
        form,
        check=lambda: frame_lists.check_can_go_on(by, record),
        do=let_go,
        show=lambda: form_page(request, form, **page),
    )


@signed_in
def undo(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    record = found(frame_list(owner=by.organisation_id, ref=ref))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": record.version})

    def take_out(_: Mapping[str, Any]) -> str:
        gone = frame_rows.undo(by=by, record=record)
        messages.success(request, say("{gone} contacts were taken out of the frame.", gone=f"{gone:,}"))
        return reverse("frame_list", kwargs={"ref": ref})

    page = {
        "heading": say("Take “{name}” out again?", name=record.file_name),
        "caption": record.source,
        "back": reverse("frame_list", kwargs={"ref": ref}),
        "button": say("Take the list out"),
        "words": say(
            "Its contacts go, but for those whom another list has too. What you decided about organisations stays."
        ),
        "kind": "warning",
    }
    return send(
        request,
        form,
        check=lambda: frame_rows.check_can_undo(by, record),
        do=take_out,
        show=lambda: form_page(request, form, **page),
    )


def _is_long(waiting: WaitingList) -> bool:
    return len(waiting.content) > AT_ONCE_BYTES


def _checked(waiting: WaitingList) -> dict[str, Any]:
    """As a job found it; of a short list as it is now. Empty where the job has not come to it."""
    kept: dict[str, Any] = waiting.checked
    if kept or _is_long(waiting):
        return kept
    return check_list(waiting).as_stored()


def _to_take(checked: Mapping[str, Any]) -> int:
    return sum(count for fate, count in checked["counts"].items() if Fate(fate).is_taken)
