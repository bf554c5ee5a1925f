from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField


class AskForm(forms.Form):
    once = OnceField()


class AnswerForm(forms.Form):
    once = OnceField()
    decision = forms.ChoiceField(
        label=say("What do you decide?"),
        choices=(("erase", say("Erase the account, for good")), ("refuse", say("Refuse, for a reason"))),
        widget=forms.RadioSelect,
    )
    reason = LongTextField(
        label=say("Why you refuse"),
        rows=4,
        required=False,
        help_text=say("Only if you do. The person reads it."),
    )
