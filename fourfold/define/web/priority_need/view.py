"""Local need beside a priority, and what stands there is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.define.actions import needs
from fourfold.define.queries.needs import figures_chosen, figures_to_choose, need_beside
from fourfold.define.queries.spine_things import priority_with
from fourfold.define.web.task_page import task
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import OnceField
from fourfold.ground.web.history import history_of
from fourfold.ground.web.places import PlaceField
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import Priority
    from fourfold.ground.people.actor import Actor


class ChooseForm(forms.Form):
    once = OnceField()

    def __init__(self, *args: Any, figures: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figures"] = forms.MultipleChoiceField(
            label=say("Which figures tell of the need that this priority answers?"),
            choices=figures,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": say("Choose a figure, or leave the page as it is")},
        )


class PlaceForm(forms.Form):
    once = OnceField()
    place = PlaceField(
        label=say("Which council area?"), error_messages={"required": say("Enter a council area")}
    )


def _own(by: Actor, ref: str) -> Priority:
    priority = found(priority_with(ref))
    return found(priority if priority.owner_id == by.organisation_id else None)


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    priority = _own(by, ref)
    beside = need_beside(priority)
    return render(
        request,
        "define/web/priority_need/page.jinja",
        {
            "priority": priority,
            "beside": beside,
            "pictures": _pictures(beside.needs),
            "cannot": reason_against(lambda: needs.check_can_choose_beside(by, priority)),
            "cannot_add": reason_against(lambda: needs.check_can_choose(by)),
            "history": history_of(priority),
        },
    )


@signed_in
def choose(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    priority = _own(by, ref)
    address = reverse("priority_need", kwargs={"ref": ref})
    form = ChooseForm(
        request.POST if request.method == "POST" else None,
        figures=figures_to_choose(by.organisation_id),
        initial={"figures": figures_chosen(priority)},
    )

    def do(given: Mapping[str, Any]) -> str:
        needs.choose(by=by, priority=priority, figures=given["figures"])
        return address

    return task(
        request,
        form,
        check=lambda: needs.check_can_choose_beside(by, priority),
        do=do,
        heading=say("Choose the need beside a priority"),
        caption=priority.title,
        back=address,
        button=say("Show these"),
    )


@signed_in
def place(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = PlaceForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        needs.look_at_place(by=by, place=given["place"])
        return reverse("needs")

    return task(
        request,
        form,
        check=lambda: needs.check_can_choose(by),
        do=do,
        heading=say("Add a place to look at"),
        caption=say("Local need"),
        back=reverse("needs"),
        button=say("Add this place"),
    )


def _pictures(rows: Sequence[Any]) -> list[tuple[str, str, list[tuple[str, Any]]]]:
    """For each figure its name, its unit and a bar for each place."""
    drawn: dict[tuple[str, str], list[tuple[str, Any]]] = {}
    for each in rows:
        drawn.setdefault((each.figure, each.unit), []).append((each.place, each.value))
    return [(figure, unit, bars) for (figure, unit), bars in drawn.items()]
