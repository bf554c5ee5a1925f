from __future__ import annotations

from django import forms

from fourfold.ground.web.forms import LongTextField, OnceField


class AskForm(forms.Form):
    once = OnceField()


class AnswerForm(forms.Form):
    once = OnceField()
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=(("erase", "Erase the account, for good"), ("refuse", "Refuse, for a reason")),
        widget=forms.RadioSelect,
    )
    reason = LongTextField(
        label="Why you refuse",
        rows=4,
        required=False,
        help_text="Only if you do. The person reads it.",
    )
