from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField


class AnswerForm(forms.Form):
    once = OnceField()
    answer = LongTextField(
        label=say("Your answer"),
        rows=8,
        help_text=say("It explains your bid and cannot change what you offered or your price."),
        error_messages={"required": say("Write your answer")},
    )
