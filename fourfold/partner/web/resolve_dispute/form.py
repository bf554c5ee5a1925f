from django import forms

from fourfold.ground.web.forms import LongTextField, OnceField


class ResolveForm(forms.Form):
    once = OnceField()
    resolution = LongTextField(
        label="What you found and what was agreed",
        rows=4,
        error_messages={"required": "Say what you found and what was agreed"},
    )
