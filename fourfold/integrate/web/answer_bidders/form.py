from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField


class AnswerForm(forms.Form):
    once = OnceField()
    question = LongTextField(
        label=say("The question, as everybody will read it"),
        rows=4,
        max_length=4000,
        help_text=say("Take out whatever tells who asked: names, places, other contracts"),
        error_messages={"required": say("Say what was asked, without what tells who asked it")},
    )
    answer = LongTextField(
        label=say("Your answer to everybody"), rows=6, error_messages={"required": say("Write the answer")}
    )
