from __future__ import annotations

from datetime import datetime

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, YesNoField
from fourfold.integrate.web.open_tender.form import LONDON, TimeOfDayField


class BeginForm(forms.Form):
    once = OnceField()
    closes_on = DayField(
        label=say("Day up to which suppliers may ask to take part"),
        error_messages={"required": say("Enter the day")},
    )
    closes_time = TimeOfDayField(
        label=say("Time of day"),
        initial="noon",
        max_length=20,
        help_text=say("For example, noon or 5pm, in London"),
        widget=forms.TextInput(attrs={"data-width": "10", "autocomplete": "off"}),
        error_messages={"required": say("Enter the time")},
    )

    @property
    def requests_close_at(self) -> datetime:
        return datetime.combine(
            self.cleaned_data["closes_on"], self.cleaned_data["closes_time"], tzinfo=LONDON
        )


class SelectForm(forms.Form):
    once = OnceField()
    meets = YesNoField(
        label=say("Does it meet every condition?"),
        error_messages={"required": say("Say whether it meets the conditions")},
    )
    reason = LongTextField(
        label=say("Reason"),
        rows=4,
        help_text=say("The supplier reads it when bids are asked for"),
        error_messages={"required": say("Give the reason")},
    )
