from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.integrate.models import InvolvedPart, Stage


class InvolvedForm(forms.Form):
    once = OnceField()
    stage = forms.ChoiceField(
        label=say("At which stage?"),
        choices=Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose the stage")},
    )
    part = forms.ChoiceField(
        label=say("Who are they?"),
        choices=InvolvedPart.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose who they are")},
    )
    who = forms.CharField(
        label=say("Which organisation, group or community?"),
        max_length=200,
        required=False,
        help_text=say("Not the name of a resident. Leave it empty if nobody of them is needed"),
    )
    needless = forms.BooleanField(label=say("Nobody of them is needed at this stage"), required=False)
    how = LongTextField(
        label=say("What they do, or why nobody is needed"),
        rows=3,
        required=False,
    )


class TakeOutForm(forms.Form):
    once = OnceField()
