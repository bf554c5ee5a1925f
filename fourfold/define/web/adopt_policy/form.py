from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField

if TYPE_CHECKING:
    from datetime import date


class AdoptForm(forms.Form):
    """Who adopts it and when. `as_read` is the wording that the approver has before them."""

    once = OnceField()
    as_read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    body = forms.CharField(
        label=say("Who adopts it?"),
        max_length=200,
        help_text=say("The body that decides, for example “Cabinet” or “the Board”."),
        error_messages={"required": say("Enter the body that adopts it, such as Cabinet or the Board")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = DayField(
            label=say("When was it adopted?"),
            latest=today,
            error_messages={"required": say("Enter the day on which it was adopted")},
        )
        self.fields["minute"] = forms.CharField(
            label=say("Where is the decision written down? (optional)"),
            max_length=120,
            required=False,
            help_text=say("The minute and its number, for example “Cabinet, 14 April 2026, minute 12”."),
        )
