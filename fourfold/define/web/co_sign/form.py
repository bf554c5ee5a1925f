from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField

ACCEPT, DECLINE = "accept", "decline"


class SignForm(forms.Form):
    """`as_read` is the wording that they have before them."""

    once = OnceField()
    as_read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    answer = forms.ChoiceField(
        label=say("Does your organisation put its name to this policy?"),
        choices=[(ACCEPT, say("Yes, as it reads here")), (DECLINE, say("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose yes or no")},
        help_text=say(
            "Its name is published with the policy once that is adopted. If the wording changes, you are asked again."
        ),
    )
