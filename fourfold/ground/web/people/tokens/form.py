from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actions.tokens import LONGEST
from fourfold.ground.people.token_table import Scope
from fourfold.ground.web.forms import DayField

USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=say("What it is for"),
        max_length=100,
        help_text=say("So that you know it again, for example “Nightly reports from our housing system”."),
        error_messages={"required": say("Say what the token is for, so that you know it again")},
    )
    scopes = forms.MultipleChoiceField(
        label=say("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=say("It never may more than you may yourself. Choose as little as will do."),
        error_messages={"required": say("Choose what the token may do")},
    )
    last_day = DayField(
        label=say("Last day on which it works"),
        help_text=say(
            "At most {days} days from now. For example, 23 February 2027 or 23/2/2027.", days=LONGEST.days
        ),
        initial=lambda: timezone.localdate() + USUAL,
        error_messages={"required": say("Enter the last day on which it works")},
    )
