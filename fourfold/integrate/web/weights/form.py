"""Criteria as rows: as many as are shown, and one more when asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import parse_number
from fourfold.ground.web.forms import LongTextField, VersionField
from fourfold.integrate.actions.criteria import Weighting
from fourfold.integrate.models import Family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.models import Criterion

FEWEST_ROWS, MOST_ROWS = 4, 30
PARTS = ("family", "title", "weight", "question")
WITH_PART = (*PARTS, "part")


class WeightField(forms.Field):
    """A weight in points of 100, typed as "40", "40%" or "12.5"; cleans to a Decimal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs = {
            "data-width": "4",
            "data-suffix": "%",
            "autocomplete": "off",
            "inputmode": "decimal",
        }

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = str(value or "").strip().removesuffix("%").strip()
        if not typed:
            return None
        try:
            return parse_number(typed, example="40")
        except NotUnderstood as strange:
            raise ValidationError(str(strange)) from strange


class WeightsForm(forms.Form):
    version = VersionField(required=False)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS, required=False)

    def __init__(self, *args: Any, rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = rows
        self.initial["rows"] = rows
        for place in range(rows):
            self.fields[f"ref_{place}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=12
            )
            self.fields[f"family_{place}"] = forms.ChoiceField(
                label=say("What it judges"),
                choices=[("", say("Not used")), *Family.choices],
                required=False,
                widget=forms.Select,
            )
            self.fields[f"title_{place}"] = forms.CharField(
                label=say("Title"), max_length=200, required=False
            )
            self.fields[f"weight_{place}"] = WeightField(label=say("Weight"), required=False)
            if place:
                self.fields[f"part_{place}"] = forms.BooleanField(
                    label=say("It is a part of the criterion above"),
                    required=False,
                    help_text=say(
                        "Its weight is then contained in that of the whole, and it judges the same. The weights of the parts "
                        "add to the whole’s"
                    ),
                )
            self.fields[f"question_{place}"] = LongTextField(
                label=say("Question that bidders answer in words (not for price)"),
                rows=2,
                required=False,
            )

    @property
    def places(self) -> list[dict[str, Any]]:
        return [
            {
                part: self[f"{part}_{place}"]
                for part in (*WITH_PART, "ref")
                if f"{part}_{place}" in self.fields
            }
            for place in range(self.count)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for place in range(self.count):
            used = [part for part in PARTS if cleaned.get(f"{part}_{place}") not in {None, ""}]
            if not used or any(f"{part}_{place}" in self.errors for part in PARTS):
                continue
            if not cleaned.get(f"family_{place}") and not cleaned.get(f"part_{place}"):
                self.add_error(
                    f"family_{place}",
                    say("Choose what criterion {place} judges, or empty the rest of it", place=place + 1),
                )
            if cleaned.get(f"weight_{place}") is None:
                self.add_error(
                    f"weight_{place}", say("Enter the weight of criterion {place}", place=place + 1)
                )
        return cleaned

    def weightings(self) -> tuple[list[Weighting], list[int]]:
        """The rows that are used, and the place on the page of each."""
        given, found, places = self.cleaned_data, [], []
        for place in range(self.count):
            family, part = given.get(f"family_{place}") or "", bool(given.get(f"part_{place}"))
            if not family and (not part or given.get(f"weight_{place}") is None):
                continue
            places.append(place)
            found.append(
                Weighting(
                    family=family,
                    # A family's own name does where nothing else is typed, but for one's own.
                    title=given[f"title_{place}"]
                    or ("" if part or family == Family.OWN else Family(family).label),
                    weight=given[f"weight_{place}"],
                    question=given[f"question_{place}"],
                    ref=given[f"ref_{place}"],
                    part=part,
                ),
            )
        return found, places


def initial_of(criteria: Sequence[Criterion]) -> dict[str, Any]:
    initial = {
        f"{part}_{place}": getattr(criterion, part)
        for place, criterion in enumerate(criteria)
        for part in (*PARTS, "ref")
    }
    return initial | {
        f"part_{place}": criterion.part_of_id is not None for place, criterion in enumerate(criteria)
    }
