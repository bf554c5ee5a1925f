from django import forms

from fourfold.ground.web.forms import DayField, OnceField


class AdoptForm(forms.Form):
    once = OnceField()
    body = forms.CharField(
        label="Which body adopts it?",
        max_length=200,
        help_text="For example Cabinet, or the Board.",
        error_messages={"required": "Enter the body that adopts it, such as Cabinet or the Board"},
    )
    on = DayField(label="On which day?", error_messages={"required": "Enter the day of adoption"})
