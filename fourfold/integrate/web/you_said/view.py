"""You said, we did: what changed because of a consultation is told, or told better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.forms import (
    LongTextField,
    MoneyField,
    OnceField,
    VersionField,
    YesNoField,
    short_choices,
)
from fourfold.integrate.actions import consultation_changes
from fourfold.integrate.actions.consultation_changes import Told, things_it_can_change
from fourfold.integrate.models import SaidState
from fourfold.integrate.queries.consultations import change_with, consultation_with, ideas_of
from fourfold.integrate.web.task_page import task

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.queries.consultations import Consultation, ConsultationChange

MOST_IDEAS = 200


class ChangeForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    you_said = LongTextField(
        label=say("You said"), rows=4, error_messages={"required": say("Say what people said")}
    )
    changed = YesNoField(
        label=say("Did you change something because of it?"),
        error_messages={"required": say("Choose whether you changed something")},
    )
    we_did = LongTextField(
        label=say("We did, or why we changed nothing"),
        rows=4,
        error_messages={"required": say("Say what you changed, or why nothing was changed")},
    )
    about = forms.ChoiceField(
        label=say("What did it change?"),
        required=False,
        help_text=say("The criterion, the measure or the priority"),
    )
    idea = forms.ChoiceField(label=say("Was it somebody’s idea?"), required=False)
    saving = MoneyField(label=say("What does it save in a year?"), required=False)
    saving_because = LongTextField(label=say("How that was estimated"), rows=3, required=False)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ideas = ideas_of(consultation, state=SaidState.SHOWN)[:MOST_IDEAS]
        for name, choices in (
            ("about", things_it_can_change(consultation)),
            ("idea", [(each.ref, each.what[:80]) for each in ideas]),
        ):
            field = cast("forms.ChoiceField", self.fields[name])
            field.widget = forms.Select()
            field.choices = short_choices(choices, empty=say("None of them"))
            field.error_messages["invalid_choice"] = say("Choose one of those listed")

    def told(self) -> Told:
        given = self.cleaned_data
        saving = given["saving"]
        return Told(
            you_said=given["you_said"],
            we_did=given["we_did"],
            changed=given["changed"],
            about=given["about"],
            idea=given["idea"],
            saving=None if saving is None else saving.amount,
            saving_because=given["saving_because"],
        )


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    form = ChangeForm(request.POST or None, consultation=one)

    def do(_given: Mapping[str, Any]) -> str:
        consultation_changes.tell(by=by, consultation=one, told=form.told(), on=timezone.localdate())
        return reverse("consultation", kwargs={"ref": ref}) + "#you-said"

    return task(
        request,
        form,
        check=lambda: consultation_changes.check_can_tell(by, one),
        do=do,
        heading=say("Say what changed"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Tell everybody"),
        words=say("Everybody who has the link of the consultation reads this."),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, ref: str, change: str) -> HttpResponse:
    by = actor_of(request)
    one = found(consultation_with(owner=by.organisation_id, ref=ref))
    record = found(change_with(one, change))
    form = ChangeForm(
        request.POST or None, consultation=one, initial={**_stored(record), "version": record.version}
    )

    def do(given: Mapping[str, Any]) -> str:
        consultation_changes.tell_again(by=by, record=record, told=form.told(), seen=given["version"] or 0)
        return reverse("consultation", kwargs={"ref": ref}) + "#you-said"

    return task(
        request,
        form,
        check=lambda: consultation_changes.check_can_tell(by, one),
        do=do,
        stored=_stored,
        heading=say("Correct what changed"),
        caption=one.title,
        back=reverse("consultation", kwargs={"ref": ref}),
        button=say("Keep this"),
    )


def _stored(record: ConsultationChange) -> dict[str, Any]:
    of = next(
        (name for name in ("criterion", "ask", "priority") if getattr(record, f"{name}_id") is not None), ""
    )
    return {
        **{
            name: getattr(record, name)
            for name in ("you_said", "we_did", "changed", "saving", "saving_because")
        },
        "about": f"{of} {getattr(record, of).ref}" if of else "",
        "idea": "" if record.idea is None else record.idea.ref,
    }
