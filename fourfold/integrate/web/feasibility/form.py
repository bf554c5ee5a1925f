from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField


class StaffForm(forms.Form):
    once = OnceField()
    full_time = forms.DecimalField(
        label=say("How many people does the contract need?"),
        help_text=say("In full-time equivalents, on the average over its whole length."),
        max_digits=8,
        decimal_places=2,
        error_messages={"required": say("Enter a number of full-time people above nothing")},
    )
    because = LongTextField(
        label=say("How you know"),
        rows=3,
        help_text=say("For example “the present contract has 12 operatives and two managers”."),
        error_messages={"required": say("Say how you know")},
    )


class AskForm(forms.Form):
    once = OnceField()
    question = LongTextField(
        label=say("What you ask"), rows=5, error_messages={"required": say("Write what you ask")}
    )
    arithmetic = LongTextField(
        label=say("The arithmetic, which they see too"),
        rows=5,
        required=False,
        help_text=say("So that they can say which step does not hold for them."),
    )
    answer_by = DayField(
        label=say("Answer by"), error_messages={"required": say("Enter the day by which they answer")}
    )
