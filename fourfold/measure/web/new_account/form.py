from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField


class NewAccountForm(forms.Form):
    once = OnceField()
    title = forms.CharField(
        label=say("Title"), max_length=250, error_messages={"required": say("Enter a title for the account")}
    )
    starts_on = DayField(label=say("First day"), error_messages={"required": say("Enter the first day")})
    ends_on = DayField(label=say("Last day"), error_messages={"required": say("Enter the last day")})

    def clean_ends_on(self) -> object:
        ends_on, starts_on = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if starts_on is not None and ends_on < starts_on:
            message = say("The last day must be on or after the first")
            raise forms.ValidationError(message)
        return ends_on


class CorrectForm(forms.Form):
    once = OnceField()
    what_changed = LongTextField(
        label=say("What has changed since the published edition"),
        rows=4,
        error_messages={"required": say("Say what has changed since the edition that is published")},
    )
