from __future__ import annotations

from typing import Any, cast

from django import forms

KINDS = (("", "Any kind"), ("goods", "Goods"), ("services", "Services"), ("works", "Works"))


class SoughtForm(forms.Form):
    q = forms.CharField(
        label="Words in the title, description or buyer’s name", required=False, max_length=100
    )
    kind = forms.ChoiceField(label="Kind", choices=KINDS, required=False, widget=forms.Select)
    year = forms.TypedChoiceField(
        label="Year", coerce=int, empty_value=None, required=False, widget=forms.Select
    )
    social_value = forms.BooleanField(label="Only those that mention social value", required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = cast("forms.TypedChoiceField", self.fields["year"])
        year.choices = [("", "Any year"), *((str(each), str(each)) for each in years)]
