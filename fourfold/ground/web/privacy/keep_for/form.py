from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.keeping import Keeping
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField


class KeepingField(forms.CharField):
    """So many days, months or years, as people type it; cleans to a Keeping."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return Keeping.parse(typed)
        except NotUnderstood as strange:
            raise ValidationError(str(strange), code="keeping") from strange

    def run_validators(self, value: Any) -> None:
        """There is no text left to check."""


class KeepForForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    kept = KeepingField(label=say("Keep them for"))
    reason = LongTextField(
        label=say("Why this long"),
        rows=4,
        help_text=say(
            "A law, a retention schedule of yours, a claim that may still be made. It stands in the trail."
        ),
    )
