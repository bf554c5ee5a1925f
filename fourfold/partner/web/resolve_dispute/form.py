from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField


class ResolveForm(forms.Form):
    once = OnceField()
    resolution = LongTextField(
        label=say("What you found and what was agreed"),
        rows=4,
        error_messages={"required": say("Say what you found and what was agreed")},
    )
