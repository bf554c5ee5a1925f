from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone

from fourfold.ground.people.actions.tokens import LONGEST
from fourfold.ground.people.token_table import Scope
from fourfold.ground.web.forms import DayField

USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    name = forms.CharField(
        label="What it is for",
        max_length=100,
        help_text="So that you know it again, for example “Nightly reports from our housing system”.",
        error_messages={"required": "Say what the token is for, so that you know it again"},
    )
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="It never may more than you may yourself. Choose as little as will do.",
        error_messages={"required": "Choose what the token may do"},
    )
    last_day = DayField(
        label="Last day on which it works",
        help_text=f"At most {LONGEST.days} days from now. For example, 23 February 2027 or 23/2/2027.",
        initial=lambda: timezone.localdate() + USUAL,
        error_messages={"required": "Enter the last day on which it works"},
    )
