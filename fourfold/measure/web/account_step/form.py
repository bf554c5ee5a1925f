from django import forms

from fourfold.ground.web.forms import OnceField, VersionField


class StepForm(forms.Form):
    """Nothing to fill in: the button says what will happen. `version` is that of the account that was shown."""

    once = OnceField()
    version = VersionField(required=False)
