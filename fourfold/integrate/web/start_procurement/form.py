from __future__ import annotations

from django import forms

from fourfold.ground.web.forms import DayField, LongTextField, MoneyField, OnceField, VersionField
from fourfold.integrate.actions.procurements import Details
from fourfold.integrate.models import Kind


class DetailsForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    title = forms.CharField(
        label="Title",
        max_length=300,
        help_text="As suppliers will search for it",
        error_messages={"required": "Give it a title that suppliers will recognise"},
    )
    description = LongTextField(label="What is bought", required=False, rows=8)
    kind = forms.ChoiceField(
        label="Kind",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is services, works or goods"},
    )
    amount = MoneyField(
        label="Estimate for the whole contract, without VAT",
        required=False,
        help_text="Leave it empty if it is not known yet",
    )
    starts_on = DayField(label="First day of the contract", required=False)
    ends_on = DayField(label="Last day of the contract", required=False)

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
