from __future__ import annotations

from django import forms
from django.utils import timezone

from fourfold.define.models import Ledger
from fourfold.ground.web.forms import DayField, MoneyField, OnceField


class ProxyForm(forms.Form):
    once = OnceField()
    title = forms.CharField(label="What the value stands for", max_length=250, help_text="For example “Cost to the public purse of a year out of work”.", error_messages={"required": "Say what the value stands for"})
    value = MoneyField(label="Pounds for one", error_messages={"required": "Enter the value"})
    low = MoneyField(label="Low end of its range (if the source gives one)", required=False)
    high = MoneyField(label="High end of its range", required=False)
    ledger = forms.ChoiceField(
        label="What kind of value is it?", choices=Ledger.choices, widget=forms.RadioSelect,
        help_text="Values of different kinds are never added.", error_messages={"required": "Choose what kind of value it is"},
    )
    price_year = forms.IntegerField(
        label="Prices of the financial year that begins in", min_value=1990, max_value=2100, help_text="For example 2025 for April 2025 to March 2026.",
        error_messages={"required": "Enter the year of its prices"},
    )
    source_title = forms.CharField(label="Source: title", max_length=300, error_messages={"required": "Enter where it comes from"})
    source_publisher = forms.CharField(label="Source: publisher", max_length=200, error_messages={"required": "Enter who published it"})
    source_href = forms.URLField(label="Source: web address", required=False, max_length=400, assume_scheme="https")
    source_grade = forms.ChoiceField(
        label="Did you read it at the source itself?",
        choices=(("primary", "Yes, at the source"), ("secondary", "No, where somebody else quotes it")),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    licence = forms.CharField(label="Licence", max_length=120, help_text="For example Open Government Licence v3.0.", error_messages={"required": "Enter the licence under which it may be used"})
    read_on = DayField(label="Day you read it", initial=timezone.localdate, error_messages={"required": "Enter the day on which you read it"})
