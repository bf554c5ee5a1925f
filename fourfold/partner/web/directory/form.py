from __future__ import annotations

from typing import Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Sector, SizeBand
from fourfold.ground.web.places import PlaceField
from fourfold.partner.queries.directory import Sought


class FindForm(forms.Form):
    q = forms.CharField(
        label=say("Words in the name, or in what it does"), required=False, max_length=100, strip=True
    )
    place = PlaceField(label=say("Works in"), required=False)
    service = forms.CharField(
        label=say("Service"),
        required=False,
        max_length=100,
        help_text=say("For example: repairs, food, training"),
    )
    sector = forms.ChoiceField(
        label=say("Kind of organisation"),
        choices=[("", say("Any kind")), *Sector.choices],
        required=False,
        widget=forms.Select,
    )
    size = forms.ChoiceField(
        label=say("Size"),
        choices=[("", say("Any size")), *SizeBand.choices],
        required=False,
        widget=forms.Select,
    )
    social = forms.BooleanField(label=say("Social enterprises alone"), required=False)

    def sought(self) -> Sought:
        """What could be read of it; a field that could not is not asked for, and says so beside it."""
        given: dict[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() is not None else {}
        return Sought(
            words=given.get("q", ""),
            place=given.get("place"),
            sector=given.get("sector", ""),
            size=given.get("size", ""),
            service=given.get("service", ""),
            social_enterprise=given.get("social", False),
        )
