from __future__ import annotations

from typing import Any

from django import forms

from fourfold.define.rules.law.facts import EARLIEST_DAY, LATEST_DAY, Authority, Nation, Vat
from fourfold.define.web import law_words
from fourfold.define.web.facts_form import choices_of, radios
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField
from fourfold.integrate.rules.scenario_tallies import Asked


class ScenariosForm(forms.Form):
    """The facts that are the same for everything that is counted."""

    once = OnceField()
    authority = forms.ChoiceField(
        label=say("Who buys?"),
        choices=[("", say("Choose one")), *choices_of(law_words.AUTHORITIES)],
        error_messages={"required": say("Choose who buys")},
        help_text=say("Take the first that fits."),
    )
    nation = radios(
        say("Where does it mainly work?"),
        choices_of(law_words.NATIONS),
        error_messages={"required": say("Choose where it mainly works")},
    )
    vat = radios(
        say("Are the values of your register with or without VAT?"),
        choices_of(law_words.VAT),
        initial=Vat.EXCLUDED.value,
        error_messages={"required": say("Choose whether the values are with VAT")},
    )
    day = DayField(
        label=say("The law of which day?"),
        earliest=EARLIEST_DAY,
        latest=LATEST_DAY,
        help_text=say("Everything is asked as if it began on this day"),
        error_messages={"required": say("Enter the day whose law is asked")},
    )

    def asked(self) -> Asked:
        given: dict[str, Any] = self.cleaned_data
        return Asked(Authority(given["authority"]), Nation(given["nation"]), given["day"], Vat(given["vat"]))
