from django import forms

from fourfold.ground.web.forms import LongTextField, OnceField, VersionField


class PriorityForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label="Priority", max_length=200, help_text="For example “Work for people who find it hardest to get”.",
        error_messages={"required": "Enter the priority"},
    )
    reason = LongTextField(label="The need that it answers", rows=3, required=False, help_text="What you know about this place, and how.")
    top = forms.BooleanField(label="This is one of our top three", required=False)
