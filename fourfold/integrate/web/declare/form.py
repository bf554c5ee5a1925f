from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField
from fourfold.integrate.models import InterestKind

NO, YES = "no", "yes"


class DeclareForm(forms.Form):
    once = OnceField()
    has_interest = forms.ChoiceField(
        label=say("Do you have any interest in this procurement?"),
        help_text=say(
            "Money, work, family, friendship or membership that links you to anyone who may bid, now or in the "
            "last three years."
        ),
        choices=((NO, say("No, none")), (YES, say("Yes, or there may be"))),
        error_messages={"required": say("Choose no or yes")},
    )
    kind = forms.ChoiceField(
        label=say("If yes: what sort it is"),
        choices=InterestKind.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    detail = LongTextField(
        label=say("If yes: what it is"),
        rows=3,
        required=False,
        help_text=say("For example “my sister works for one of the bidders”."),
    )
