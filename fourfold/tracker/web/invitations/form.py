from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.tracker.actions.invitations import MOST_AT_ONCE

A_BATCH = 200


class InviteForm(forms.Form):
    once = OnceField()
    round = forms.ChoiceField(
        label=say("Which round?"),
        choices=[
            ("1", say("The first")),
            ("2", say("The second: who was written to two weeks ago and is not done")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose the round")},
    )
    most = forms.IntegerField(
        label=say("How many letters at most"),
        initial=A_BATCH,
        min_value=1,
        max_value=MOST_AT_ONCE,
        help_text=say("In batches, you can answer those who call back. Up to {most}.", most=MOST_AT_ONCE),
        widget=forms.TextInput(attrs={"data-width": "5", "inputmode": "numeric"}),
        error_messages={
            "required": say("Say how many at most"),
            "invalid": say("Enter a whole number"),
            "min_value": say("Enter a number of 1 or more"),
            "max_value": say("Enter a number of {most} or less", most=MOST_AT_ONCE),
        },
    )
    words = LongTextField(
        label=say("Words of your own (optional)"),
        rows=4,
        required=False,
        max_length=2_000,
        help_text=say("They stand in the letter after the first sentence."),
    )
