from __future__ import annotations

from dataclasses import fields

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField, YesNoField
from fourfold.integrate.actions.consideration import Considered


class ConsiderForm(forms.Form):
    ANSWERS = tuple(field.name for field in fields(Considered))

    once = OnceField()
    version = VersionField(required=False)
    improvement = LongTextField(
        label=say("How could what you buy improve the well-being of your area?"),
        help_text=say(
            "Economic, social and environmental: jobs and training, people’s lives, streets and air"
        ),
        rows=6,
        error_messages={
            "required": say("Say how it could improve economic, social or environmental well-being")
        },
    )
    economic = LongTextField(
        label=say("Of that, what is economic?"),
        help_text=say("Jobs, training, pay, local firms and charities"),
        rows=3,
        required=False,
    )
    social = LongTextField(
        label=say("What is social?"),
        help_text=say("Health, safety, loneliness, fairness, a say in what happens"),
        rows=3,
        required=False,
    )
    environmental = LongTextField(
        label=say("What is environmental?"),
        help_text=say("Carbon, air, waste, nature"),
        rows=3,
        required=False,
    )
    proportionate = LongTextField(
        label=say("What of that is relevant to this contract and in proportion to it?"),
        rows=5,
        error_messages={"required": say("Say what is relevant to this contract and in proportion to it")},
    )
    consulted = YesNoField(
        label=say("Did you consult anyone?"),
        error_messages={"required": say("Say whether you consulted anyone")},
    )
    consulted_whom = LongTextField(label=say("Whom, and what they said"), rows=4, required=False)
    not_consulted_because = LongTextField(label=say("Why not"), rows=4, required=False)
    urgent = YesNoField(
        label=say("Is it so urgent that less could be considered?"),
        error_messages={"required": say("Say whether it is urgent")},
    )
    urgent_because = LongTextField(label=say("What makes it urgent"), rows=3, required=False)
    no_ruling_because = LongTextField(
        label=say("Why the law is not asked, or not asked again"), rows=2, required=False
    )

    def considered(self) -> Considered:
        return Considered(**{name: self.cleaned_data[name] for name in self.ANSWERS})
