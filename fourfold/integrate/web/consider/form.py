from __future__ import annotations

from dataclasses import fields

from django import forms

from fourfold.ground.web.forms import LongTextField, OnceField, VersionField, YesNoField
from fourfold.integrate.actions.consideration import Considered


class ConsiderForm(forms.Form):
    ANSWERS = tuple(field.name for field in fields(Considered))

    once = OnceField()
    version = VersionField(required=False)
    improvement = LongTextField(
        label="How could what you buy improve the well-being of your area?",
        help_text="Economic, social and environmental: jobs and training, people’s lives, streets and air",
        rows=6,
        error_messages={"required": "Say how it could improve economic, social or environmental well-being"},
    )
    proportionate = LongTextField(
        label="What of that is relevant to this contract and in proportion to it?",
        rows=5,
        error_messages={"required": "Say what is relevant to this contract and in proportion to it"},
    )
    consulted = YesNoField(
        label="Did you consult anyone?",
        error_messages={"required": "Say whether you consulted anyone"},
    )
    consulted_whom = LongTextField(label="Whom, and what they said", rows=4, required=False)
    not_consulted_because = LongTextField(label="Why not", rows=4, required=False)
    urgent = YesNoField(
        label="Is it so urgent that less could be considered?",
        error_messages={"required": "Say whether it is urgent"},
    )
    urgent_because = LongTextField(label="What makes it urgent", rows=3, required=False)

    def considered(self) -> Considered:
        return Considered(**{name: self.cleaned_data[name] for name in self.ANSWERS})
