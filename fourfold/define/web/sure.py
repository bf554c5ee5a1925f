from __future__ import annotations

from django import forms

from fourfold.ground.web.forms import OnceField, VersionField


class SureForm(forms.Form):
    """Nothing to fill in: the button says what will happen. `version` is that of the thing that was shown."""

    once = OnceField()
    version = VersionField(required=False)
