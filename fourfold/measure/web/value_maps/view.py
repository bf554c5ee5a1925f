"""Value maps: kept ones, one with what it comes to, and its parts as forms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.measure.actions import value_maps
from fourfold.measure.exchange.value_map import editing
from fourfold.measure.exchange.value_map.faults import MapRefused
from fourfold.measure.exchange.value_map.files import read_content
from fourfold.measure.exchange.value_map.workbook import workbook
from fourfold.measure.exchange.value_map.worked import worked
from fourfold.measure.queries.value_maps import value_map_with, value_maps_of
from fourfold.measure.web.value_maps.fault_words import FAULT_WORDS
from fourfold.measure.web.value_maps.form import (
    NUMBERS,
    SHARES,
    WORDS,
    InputsForm,
    NewMapForm,
    RowForm,
    SettingsForm,
    SureForm,
    tell,
)
from fourfold.measure.web.value_maps.how_sure import how_sure
from fourfold.measure.web.value_maps.numbers import percent_of
from fourfold.measure.web.value_maps.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import Form
    from django.http import HttpRequest

    from fourfold.measure.models import ValueMap

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {"json": "application/json", "xlsx": XLSX}


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    return render(
        request,
        "measure/web/value_maps/list.jinja",
        {
            "page": page_of(request, value_maps_of(by.organisation_id)),
            "cannot_keep": reason_against(lambda: value_maps.check_can_keep(by)),
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = NewMapForm(request.POST or None, request.FILES or None)

    def do(given: Mapping[str, Any]) -> str:
        today, file = timezone.localdate(), given["file"]
        if file is None:
            tree = editing.empty(
                given["title"],
                {
                    "timing": "end",
                    "partial_year": "fraction",
                    "discount_schedule": "green_book",
                    "valued_on": today.isoformat(),
                },
            )
        else:
            try:
                tree = editing.as_given(read_content(file.read())) | {"title": given["title"]}
            except MapRefused as refusal:
                raise Refused(str(refusal), field="file") from refusal
        kept = value_maps.keep(
            by=by,
            title=given["title"],
            document=editing.text_of(tree),
            file_name=file.name if file else "",
            on=today,
        )
        return reverse("value_map", kwargs={"ref": kept.ref})

    return send(
        request,
        form,
        check=lambda: value_maps.check_can_keep(by),
        do=do,
        show=lambda: render(request, "measure/web/value_maps/new.jinja", {"form": form}),
    )


@require_GET
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    kept = _kept(request, ref)
    found_of_it = worked(kept.document)
    return render(
        request,
        "measure/web/value_maps/show.jinja",
        {
            "kept": kept,
            "worked": found_of_it,
            "shown": shown(found_of_it),
            "fault_words": FAULT_WORDS,
            "can_change": not reason_against(lambda: value_maps.check_can_change(actor_of(request), kept)),
            "history": history_of(kept),
        },
    )


@require_GET
@signed_in
def ranges(request: HttpRequest, ref: str) -> HttpResponse:
    """How sure it is: what its ranges make of the result, and how far single numbers would have to be off."""
    kept = _kept(request, ref)
    read = found(worked(kept.document).read)
    return render(
        request,
        "measure/web/value_maps/ranges.jinja",
        {"kept": kept, "sure": how_sure(read)},
    )


@require_GET
@signed_in
def as_file(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """The map as JSON or, once it is whole, as a workbook with live formulas."""
    kept = _kept(request, ref)
    media_type = found(FILES.get(form))
    content: str | bytes = kept.document
    if form == "xlsx":
        content = workbook(found(worked(kept.document).read))
    return _file(content, media_type, f"value-map-{ref.lower()}.{form}")


@require_GET
@signed_in
def as_answer(request: HttpRequest, ref: str) -> HttpResponse:
    """What it comes to, with all digits and all that is needed to get them again."""
    answer = found(worked(_kept(request, ref).document).answer)
    return _file(
        json.dumps(answer, ensure_ascii=False, indent=1),
        FILES["json"],
        f"value-map-{ref.lower()}-answer.json",
    )


@require_http_methods(["GET", "POST"])
@signed_in
def settings(request: HttpRequest, ref: str) -> HttpResponse:
    kept = _kept(request, ref)
    tree = editing.tree_of(kept.document)
    before = tree["settings"]
    schedule = before.get("discount_schedule")
    own = isinstance(schedule, (list, dict))
    form = SettingsForm(
        request.POST or None,
        keeps_schedule=own,
        initial={
            "version": kept.version,
            "title": kept.title,
            "discounting": "other" if own else "green_book" if schedule else "own",
            "rate": percent_of(before.get("discount_rate")),
            "valued_on": before.get("valued_on"),
            "timing": before.get("timing", "end"),
            "partial_year": before.get("partial_year", "fraction"),
            "price_year": before.get("price_year"),
        },
    )
    return _change(
        request,
        kept,
        form,
        lambda: editing.with_settings(tree, form.cleaned_data["title"], form.settings(before)),
        what=say("Changed the conventions of a value map"),
        page="settings",
    )


@require_http_methods(["GET", "POST"])
@signed_in
def inputs(request: HttpRequest, ref: str) -> HttpResponse:
    kept = _kept(request, ref)
    tree = editing.tree_of(kept.document)
    form = InputsForm(request.POST or None, inputs=tree["inputs"], initial={"version": kept.version})
    return _change(
        request,
        kept,
        form,
        lambda: editing.with_inputs(tree, form.inputs()),
        what=say("Changed what was put in, of a value map"),
        page="inputs",
    )


@require_http_methods(["GET", "POST"])
@signed_in
def row(request: HttpRequest, ref: str, number: int = 0) -> HttpResponse:
    """The outcome of that number, counted from 1; without one, another."""
    kept = _kept(request, ref)
    tree = editing.tree_of(kept.document)
    before: dict[str, Any] = found(_row(tree, number)) if number else {}
    proxy = before.get("proxy")
    initial = {name: before.get(name) for name in (*WORDS, *NUMBERS, "impact")}
    initial["rate_class"] = before.get("rate_class", "standard")
    initial |= {
        name: held if isinstance(held, dict) else percent_of(held)
        for name in SHARES
        for held in (before.get(name),)
    }
    initial |= {"value": proxy, "per": ""}
    if isinstance(proxy, dict):
        initial |= {"value": proxy.get("value"), "per": proxy.get("per", "")}
    form = RowForm(request.POST or None, row=before, initial={**initial, "version": kept.version})
    return _change(
        request,
        kept,
        form,
        lambda: editing.with_row(tree, number - 1 if number else None, form.row(before)),
        what=say("Changed an outcome of a value map") if number else say("Entered an outcome of a value map"),
        page="row",
        number=number,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def remove_row(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    kept = _kept(request, ref)
    tree = editing.tree_of(kept.document)
    before = found(_row(tree, number))
    form = SureForm(request.POST or None, initial={"version": kept.version})
    return _change(
        request,
        kept,
        form,
        lambda: editing.without_row(tree, number - 1),
        what=say("Took an outcome out of a value map"),
        page="remove_row",
        row=before,
        number=number,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def take_out(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    kept = _kept(request, ref)
    form = SureForm(request.POST or None, initial={"version": kept.version})

    def do(_: Mapping[str, Any]) -> str:
        value_maps.take_out(by=by, kept=kept)
        return reverse("value_maps")

    return send(
        request,
        form,
        check=lambda: value_maps.check_can_change(by, kept),
        do=do,
        show=lambda: render(request, "measure/web/value_maps/take_out.jinja", {"form": form, "kept": kept}),
    )


def _change(
    request: HttpRequest,
    kept: ValueMap,
    form: Form,
    changed: Callable[[], editing.Tree],
    *,
    what: str,
    page: str,
    **more: object,
) -> HttpResponse:
    by = actor_of(request)

    def show() -> HttpResponse:
        return render(request, f"measure/web/value_maps/{page}.jinja", {"form": form, "kept": kept, **more})

    def do(given: Mapping[str, Any]) -> str:
        tree = changed()
        value_maps.put(
            by=by,
            kept=kept,
            seen=given["version"] or kept.version,
            title=str(tree.get("title") or ""),
            document=editing.text_of(tree),
            what=what,
        )
        return reverse("value_map", kwargs={"ref": kept.ref})

    try:
        return send(
            request,
            form,
            check=lambda: value_maps.check_can_change(by, kept),
            do=do,
            show=show,
            stored=lambda current: {"title": current.title},
        )
    except MapRefused as refusal:
        tell(form, refusal)
        page_again = show()
        page_again.status_code = 422
        return page_again


def _kept(request: HttpRequest, ref: str) -> ValueMap:
    return found(value_map_with(ref, owner=actor_of(request).organisation_id))


def _row(tree: Mapping[str, Any], number: int) -> dict[str, Any] | None:
    rows: list[dict[str, Any]] = tree["rows"]
    return rows[number - 1] if 1 <= number <= len(rows) else None


def _file(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
