from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField


class QuestionForm(forms.Form):
    once = OnceField()
    question = LongTextField(
        label=say("Your question"),
        rows=4,
        max_length=4000,
        help_text=say(
            "Only the buyer reads it as you write it. Leave out what tells who you are: the question is published with its "
            "answer"
        ),
        error_messages={"required": say("Write your question")},
    )
