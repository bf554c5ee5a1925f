from __future__ import annotations

from datetime import datetime

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField
from fourfold.integrate.web.open_tender.form import LONDON, TimeOfDayField


class MarkForm(forms.Form):
    once = OnceField()
    portal = forms.CharField(
        label=say("The portal on which bids are taken"),
        max_length=120,
        error_messages={"required": say("Name the portal")},
    )
    reference = forms.CharField(
        label=say("Its reference there"),
        max_length=100,
        error_messages={"required": say("Give the reference it has there")},
    )
    link = forms.CharField(label=say("Its address there (optional)"), max_length=500, required=False)


class SendOutForm(forms.Form):
    once = OnceField()
    closes_on = DayField(
        label=say("Day on which bids close on the portal"),
        error_messages={"required": say("Enter the day on which bids close")},
    )
    closes_time = TimeOfDayField(
        label=say("Time of day"),
        initial="noon",
        max_length=20,
        help_text=say("For example, noon or 5pm, in London"),
        widget=forms.TextInput(attrs={"data-width": "10", "autocomplete": "off"}),
        error_messages={"required": say("Enter the time at which bids close")},
    )

    @property
    def bids_close_at(self) -> datetime:
        return datetime.combine(
            self.cleaned_data["closes_on"], self.cleaned_data["closes_time"], tzinfo=LONDON
        )


class NothingForm(forms.Form):
    """A button that asks for nothing else."""

    once = OnceField()
