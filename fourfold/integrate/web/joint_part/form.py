from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField


class AgreeForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)


class SayNoForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why"),
        rows=3,
        help_text=say("The lead reads it, and shares out anew"),
        error_messages={"required": say("Say why; the lead reads it")},
    )
