from __future__ import annotations

from typing import Any

from django import forms

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.registers import FOR_ENTRY, normalise_code, register_name
from fourfold.ground.organisations.tables import HomeNation, Sector, SizeBand


class NameForm(forms.Form):
    name = forms.CharField(label=say("What is it called?"), max_length=250)


class EnterForm(forms.Form):
    name = forms.CharField(
        label=say("Name"), max_length=250, help_text=say("As it is written on its letters and contracts")
    )
    sector = forms.ChoiceField(
        label=say("Kind of organisation"), choices=Sector.choices, widget=forms.RadioSelect
    )
    nation = forms.ChoiceField(
        label=say("HomeNation"),
        choices=HomeNation.choices,
        initial=HomeNation.NOT_KNOWN,
        widget=forms.RadioSelect,
    )
    size_band = forms.ChoiceField(label=say("Size"), choices=SizeBand.choices, initial=SizeBand.NOT_KNOWN)
    scheme = forms.ChoiceField(
        label=say("Register"),
        choices=[
            ("", say("No register, or not known yet")),
            *((scheme, register_name(scheme)) for scheme in FOR_ENTRY),
        ],
        required=False,
        help_text=say("With its number, the same organisation is known again in every file that is imported"),
    )
    code = forms.CharField(label=say("Number in that register"), max_length=60, required=False)
    different = forms.BooleanField(
        label=say("It is a different organisation of the same name"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        scheme, code = cleaned.get("scheme", ""), cleaned.get("code", "")
        if scheme and not code:
            self.add_error(
                "code",
                say(
                    "Enter its number in {register_name}, or choose no register",
                    register_name=register_name(scheme),
                ),
            )
        elif code and not scheme:
            self.add_error("scheme", say("Choose the register that this number is from"))
        elif code:
            try:
                cleaned["code"] = normalise_code(scheme, code)
            except NotUnderstood as strange:
                self.add_error("code", str(strange))
        return cleaned
