from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.filters import moment
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.tracker.rules.fieldwork.outcomes import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class CallForm(forms.Form):
    once = OnceField()
    outcome = forms.ChoiceField(
        label=say("What came of the call"),
        choices=[(each.code, each.words) for each in CODES.values() if each.by_hand],
        widget=forms.RadioSelect,
        help_text=say("Where you interviewed them, the answers say so: there is nothing to choose here."),
        error_messages={"required": say("Choose what came of the call")},
    )
    note = LongTextField(
        label=say("Note (optional)"),
        rows=2,
        required=False,
        max_length=1_000,
        help_text=say("What the next one who calls should know. It is removed with the contacts."),
    )


class AppointmentForm(forms.Form):
    once = OnceField()

    def __init__(self, *args: Any, slots: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = {each.isoformat(): each for each in slots}
        self.fields["slot"] = forms.ChoiceField(
            label=say("When"),
            choices=[("", say("Choose a time")), *((key, moment(each)) for key, each in self.slots.items())],
            help_text=say("Free half hours of your diary, by the clock of the United Kingdom."),
            error_messages={
                "required": say("Choose a time"),
                "invalid_choice": say("This time is not free any more. Choose another"),
            },
        )

    def starts_at(self) -> datetime:
        return self.slots[self.cleaned_data["slot"]]
