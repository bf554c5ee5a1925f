from __future__ import annotations

from typing import Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, YesNoField
from fourfold.integrate.models import GoverningLaw


class TellForm(forms.Form):
    """The law is asked for only where the record does not tell it."""

    once = OnceField()
    law = forms.ChoiceField(
        label=say("Which law governs this procurement?"),
        choices=GoverningLaw.choices,
        widget=forms.RadioSelect,
        help_text=say("By the day on which it began, and by its value with VAT"),
        error_messages={"required": say("Say which law governs it")},
    )
    light_touch = YesNoField(
        label=say("Is it a light touch contract?"),
        help_text=say("Social, health, education and similar services that the regulations list"),
        error_messages={"required": say("Say whether it is a light touch contract")},
    )

    def __init__(self, *args: Any, law_known: bool, light_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if law_known:
            del self.fields["law"]
        if light_known:
            del self.fields["light_touch"]


class OverrideForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why is the standstill not waited for?"),
        rows=4,
        help_text=say("It stays on record with your name"),
        error_messages={"required": say("Say why it is not waited for")},
    )


class IndicatorForm(forms.Form):
    once = OnceField()
    title = forms.CharField(
        label=say("Indicator"), max_length=200, error_messages={"required": say("Name the indicator")}
    )
    target = LongTextField(
        label=say("What is to be reached, and how it is measured"),
        rows=3,
        error_messages={"required": say("Say what is to be reached")},
    )


class NoIndicatorsForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why is no indicator appropriate?"),
        rows=3,
        error_messages={"required": say("Say why")},
    )
