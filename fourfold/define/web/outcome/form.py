from django import forms

from fourfold.ground.web.forms import OnceField, VersionField


class OutcomeForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label="Outcome",
        max_length=250,
        help_text="The change you hope to see, such as “More young people in lasting work”.",
        error_messages={"required": "Enter the change that you hope to see"},
    )
