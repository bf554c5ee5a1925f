from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.tables import Person


class PassGateForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why can the tender not wait for the record?"),
        rows=5,
        help_text=say("It stands on the procurement, and auditors read it"),
        error_messages={"required": say("Say why the tender cannot wait for the record")},
    )
    approver = forms.ChoiceField(
        label=say("Which approver do you ask?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": say("Choose an approver of your organisation, other than yourself"),
            "invalid_choice": say("Choose an approver of your organisation, other than yourself"),
        },
    )

    def __init__(self, *args: Any, approvers: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["approver"])
        field.choices = [(each.ref, each.name) for each in approvers]


class AgreeForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
