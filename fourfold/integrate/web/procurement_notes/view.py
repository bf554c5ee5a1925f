"""The registers of a procurement: benefits, barriers, ideas, what asking cost, how content one was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import LongTextField, MoneyField, OnceField, YesNoField
from fourfold.ground.web.sending import reason_against, send
from fourfold.integrate.actions import procurement_notes
from fourfold.integrate.actions.procurement_notes import Noted
from fourfold.integrate.models import NoteKind
from fourfold.integrate.queries.procurement_notes import note_with, notes_of
from fourfold.integrate.queries.procurements import procurement_of
from fourfold.integrate.rules.note_themes import THEMES, WITH_AMOUNT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


class NoteForm(forms.Form):
    """The fields of one kind; the others are not there."""

    once = OnceField()
    theme = forms.ChoiceField(
        label=say("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what it is about")},
    )
    text = LongTextField(
        label=say("In a sentence or two"), rows=3, error_messages={"required": say("Say what it is")}
    )
    aimed_at = YesNoField(
        label=say("Was it an aim from the beginning?"),
        error_messages={"required": say("Say whether it was an aim or came by the way")},
    )
    amount = MoneyField(label=say("Estimate in pounds (optional)"), required=False)
    remedy = LongTextField(label=say("What is done about it, and by whom (optional)"), rows=2, required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["theme"].choices = list(THEMES[kind].items())  # type: ignore[attr-defined]
        for name, there in (
            ("aimed_at", kind == NoteKind.BENEFIT),
            ("amount", kind in WITH_AMOUNT),
            ("remedy", kind == NoteKind.BARRIER),
        ):
            if not there:
                del self.fields[name]

    def noted(self) -> Noted:
        given = self.cleaned_data
        amount = given.get("amount")
        return Noted(
            kind=self.kind,
            theme=given["theme"],
            text=given["text"],
            aimed_at=given.get("aimed_at"),
            amount=None if amount is None else amount.amount,
            remedy=given.get("remedy", ""),
        )


class CheckedForm(forms.Form):
    once = OnceField()
    checked = LongTextField(
        label=say("What was found when it was looked at again?"),
        rows=3,
        error_messages={"required": say("Say what was found")},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """What was noted; with `?kind=…` the form to note another."""
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    kind = request.GET.get("kind", "")
    form = NoteForm(request.POST or None, kind=kind if kind in THEMES else NoteKind.BENEFIT.value)

    def do(_: Mapping[str, Any]) -> str:
        procurement_notes.note(by=by, procurement=procurement, noted=form.noted(), on=timezone.localdate())
        return reverse("procurement_notes", kwargs={"ref": ref})

    def show() -> HttpResponse:
        return render(
            request,
            "integrate/web/procurement_notes/page.jinja",
            {
                "form": form,
                "procurement": procurement,
                "kind": NoteKind(form.kind) if kind in THEMES or request.method == "POST" else None,
                "kinds": list(NoteKind),
                "notes": [(each, THEMES[each.kind][each.theme]) for each in notes_of(procurement)],
                "cannot_note": reason_against(lambda: procurement_notes.check_can_note(by, procurement)),
            },
        )

    if request.method != "POST" and kind not in THEMES:
        return show()
    return send(
        request, form, check=lambda: procurement_notes.check_can_note(by, procurement), do=do, show=show
    )


@require_http_methods(["GET", "POST"])
@signed_in
def check(request: HttpRequest, ref: str, noted: str) -> HttpResponse:
    by = actor_of(request)
    procurement = found(procurement_of(owner=by.organisation_id, ref=ref))
    row = found(note_with(procurement, noted))
    form = CheckedForm(request.POST or None, initial={"checked": row.checked})

    def do(given: Mapping[str, Any]) -> str:
        procurement_notes.check(by=by, noted=row, found=given["checked"])
        return reverse("procurement_notes", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: procurement_notes.check_can_note(by, procurement),
        do=do,
        show=lambda: render(
            request,
            "integrate/web/procurement_notes/check.jinja",
            {"form": form, "procurement": procurement, "noted": row},
        ),
    )
