from __future__ import annotations

from typing import Any, cast

from django import forms

from fourfold.ground.kernel.said import say

KINDS = (
    ("", say("Any kind")),
    ("goods", say("Goods")),
    ("services", say("Services")),
    ("works", say("Works")),
)


class SoughtForm(forms.Form):
    q = forms.CharField(
        label=say("Words in the title, description or buyer’s name"), required=False, max_length=100
    )
    kind = forms.ChoiceField(label=say("Kind"), choices=KINDS, required=False, widget=forms.Select)
    year = forms.TypedChoiceField(
        label=say("Year"), coerce=int, empty_value=None, required=False, widget=forms.Select
    )
    social_value = forms.BooleanField(label=say("Only those that mention social value"), required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = cast("forms.TypedChoiceField", self.fields["year"])
        year.choices = [("", say("Any year")), *((str(each), str(each)) for each in years)]
