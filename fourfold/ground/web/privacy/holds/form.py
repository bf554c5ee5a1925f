from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.people.queries import members
from fourfold.ground.privacy.record import processing
from fourfold.ground.web.forms import LongTextField, OnceField

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor


class PlaceHoldForm(forms.Form):
    once = OnceField()
    record = forms.ChoiceField(label=say("Which records"), required=False)
    person = forms.ChoiceField(
        label=say("Whose (optional)"),
        required=False,
        help_text=say("Only what concerns this person is held. Leave it open to hold all."),
    )
    reason = LongTextField(
        label=say("What it is held for"),
        rows=4,
        help_text=say("The claim, audit or law, and who knows when it is over."),
    )

    def __init__(self, *args: Any, by: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["record"].choices = [  # type: ignore[attr-defined]
            ("", say("All kinds of record")),
            *((line.key, line.title) for line in processing().values()),
        ]
        people = {one.person.ref: one.person.name for one in members(organisation=by.organisation_id)}
        self.fields["person"].choices = [("", say("Everyone")), *people.items()]  # type: ignore[attr-defined]


class LiftHoldForm(forms.Form):
    once = OnceField()
    because = LongTextField(label=say("Why it is needed no longer"), rows=4)
