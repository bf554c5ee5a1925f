from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField


class MergeForm(forms.Form):
    once = OnceField()
    other = forms.CharField(
        label=say("The other entry"),
        max_length=250,
        help_text=say("Its name as it stands in the directory, or the reference in the address of its page"),
        error_messages={"required": say("Name the other entry")},
    )
