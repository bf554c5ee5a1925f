from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import SuccessionKind
from fourfold.ground.web.forms import DayField, OnceField
from fourfold.ground.web.organisations.picker import OrganisationField

_AFTER = {
    SuccessionKind.MERGED: say("It becomes part of another body"),
    SuccessionKind.SPLIT: say("What it does is divided among several bodies"),
    SuccessionKind.RENAMED: say("It goes on under another name"),
    SuccessionKind.REPLACED: say("Another body takes its place"),
}
# The fields in which successors are named; a split into more is the operator's to write down.
SUCCESSORS = ("successor", "second", "third")


class WriteDownForm(forms.Form):
    once = OnceField()
    kind = forms.ChoiceField(
        label=say("What happens to it?"), choices=list(_AFTER.items()), widget=forms.RadioSelect
    )
    on = DayField(label=say("From which day does its successor stand in?"))
    successor = OrganisationField(label=say("Who follows it?"))
    second = OrganisationField(label=say("Who else, where it is split? (optional)"), required=False)
    third = OrganisationField(label=say("And who else? (optional)"), required=False)
    source = forms.CharField(
        label=say("What makes it law?"),
        max_length=200,
        help_text=say("The statutory instrument with its number, or the registrar’s certificate"),
    )
    source_href = forms.URLField(
        label=say("Where can that be read? (optional)"), required=False, max_length=400, assume_scheme="https"
    )
    sure = forms.BooleanField(label=say("I have read this in the order or certificate itself"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SUCCESSORS:
            # It must exist on the day, which is read before it.
            self.fields[name].on = lambda: self.cleaned_data.get("on") or timezone.localdate()  # type: ignore[attr-defined]

    def clean_source_href(self) -> str:
        href: str = self.cleaned_data["source_href"]
        if href and not href.startswith("https://"):
            raise forms.ValidationError(say("Give an address that begins with https://"))
        return href
