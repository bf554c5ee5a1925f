from __future__ import annotations

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField
from fourfold.integrate.rules.reservation import RESERVED_NAMES


class ReserveForm(forms.Form):
    once = OnceField()
    version = VersionField()
    reserved_for = forms.ChoiceField(
        label=say("Who may bid?"),
        choices=[(each.value, words) for each, words in RESERVED_NAMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose for whom it is reserved, or that it is not")},
    )
    area = forms.CharField(
        label=say("Which area"),
        required=False,
        max_length=300,
        help_text=say(
            "For a local area: your own, or that with the bordering counties or London boroughs, as the notice will say it"
        ),
    )
    only_small = forms.BooleanField(label=say("Only small and medium-sized enterprises"), required=False)
    only_social = forms.BooleanField(
        label=say("Only voluntary, community and social enterprises"), required=False
    )
    reason = LongTextField(
        label=say("Why"), rows=4, error_messages={"required": say("Say why; bidders read it")}
    )
