from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, MoneyField, OnceField, VersionField
from fourfold.integrate.actions.procurements import Details
from fourfold.integrate.models import ProcurementKind


class DetailsForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label=say("Title"),
        max_length=300,
        help_text=say("As suppliers will search for it"),
        error_messages={"required": say("Give it a title that suppliers will recognise")},
    )
    description = LongTextField(label=say("What is bought"), required=False, rows=8)
    kind = forms.ChoiceField(
        label=say("ProcurementKind"),
        choices=ProcurementKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose whether it is services, works or goods")},
    )
    amount = MoneyField(
        label=say("Estimate for the whole contract, without VAT"),
        required=False,
        help_text=say("Leave it empty if it is not known yet"),
    )
    starts_on = DayField(label=say("First day of the contract"), required=False)
    ends_on = DayField(label=say("Last day of the contract"), required=False)

    def details(self) -> Details:
        given = self.cleaned_data
        amount = given["amount"]
        return Details(
            title=given["title"],
            description=given["description"],
            kind=given["kind"],
            amount=None if amount is None else amount.amount,
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )
