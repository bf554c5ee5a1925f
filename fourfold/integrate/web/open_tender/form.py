from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.ground.people.tables import Person

LONDON = ZoneInfo("Europe/London")
NOON = 12
_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.ASCII)


class TimeOfDayField(forms.CharField):
    """A time as people type it: "noon", "5pm", "17:00", "9.30am"; cleans to a time."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).strip().lower().replace("a.m.", "am").replace("p.m.", "pm")
        if typed in {"noon", "midday"}:
            return time(NOON)
        match = _TIME.fullmatch(typed)
        if match is None:
            message = say("Enter a time, such as noon, 5pm or 17:00")
            raise forms.ValidationError(message)
        hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
        if (half and not 1 <= hour <= NOON) or hour > 23 or minute > 59:  # noqa: PLR2004
            message = say(
                "“{typed}” is not a time of day. Enter a time, such as noon, 5pm or 17:00", typed=typed
            )
            raise forms.ValidationError(message)
        if half:
            hour = hour % NOON + (NOON if half == "pm" else 0)
        elif match["minute"] is None:
            message = say(
                "Say whether {hour} is in the morning or afternoon, such as {shown_hour}pm, or write {hour}:00",
                hour=hour,
                shown_hour=hour % NOON or NOON,
            )
            raise forms.ValidationError(message)
        return time(hour, minute)


class OpenersForm(forms.Form):
    once = OnceField()
    openers = forms.MultipleChoiceField(
        label=say("Who opens the bids"),
        widget=forms.CheckboxSelectMultiple,
        help_text=say(
            "At least three people. After the closing time any two of them open the bids, each with their own passphrase"
        ),
        error_messages={
            "required": say("Choose at least three people"),
            "invalid_choice": say("Choose people from the list"),
        },
    )
    closes_on = DayField(
        label=say("Day on which bids close"),
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

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["openers"])
        field.choices = [(person.ref, person.name) for person in people]

    @property
    def bids_close_at(self) -> datetime:
        return datetime.combine(
            self.cleaned_data["closes_on"], self.cleaned_data["closes_time"], tzinfo=LONDON
        )
