from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say
from fourfold.ground.kernel.typed_numbers import decimal_places, parse_number
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField
from fourfold.ground.web.organisations.picker import OrganisationField
from fourfold.integrate.actions.joint import MOST_AUTHORITIES, PartGiven
from fourfold.integrate.models import JointBasis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.integrate.models import JointPart

FEWEST_ROWS: Final = 3
MOST_PLACES: Final = 2
MOST: Final = 10**12


class ShareField(forms.CharField):
    """A share as people type it, "33.33", "£12,500" or "40%"; cleans to a Decimal of at most two places."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=20,
            widget=forms.TextInput(attrs={"data-width": "10", "inputmode": "decimal", "autocomplete": "off"}),
            **options,
        )

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).strip().removesuffix("%")
        if not typed:
            return None
        try:
            number = parse_number(typed.removeprefix("£"), example="40")
        except NotUnderstood as strange:
            raise ValidationError(str(strange), code="number") from strange
        if decimal_places(number) > MOST_PLACES or abs(number) >= MOST:
            raise ValidationError(say("Enter a number with at most two places, such as 40 or 33.33"))
        return number


class JointForm(forms.Form):
    """The first row is the lead's own; the others name an authority each, and empty ones are left out."""

    once = OnceField()
    version = VersionField()
    rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST_AUTHORITIES, required=False
    )
    because = LongTextField(
        label=say("Why you buy it together"),
        rows=3,
        error_messages={"required": say("Say why you buy it together")},
    )
    basis = forms.ChoiceField(
        label=say("What the shares are counted in"),
        choices=JointBasis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose what the shares are counted in")},
    )
    counted = forms.CharField(
        label=say("What a quantity counts (only where shares are quantities)"),
        max_length=60,
        required=False,
        help_text=say("For example, homes, meals or bus routes"),
    )

    def __init__(self, *args: Any, rows: int, lead: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count, self.lead = rows, lead
        self.initial["rows"] = rows
        for place in range(rows):
            if place:
                self.fields[f"organisation_{place}"] = OrganisationField(
                    label=say("Authority"), required=False
                )
            self.fields[f"share_{place}"] = ShareField(label=say("Share"), required=False)

    @property
    def others(self) -> list[tuple[Any, Any]]:
        return [(self[f"organisation_{place}"], self[f"share_{place}"]) for place in range(1, self.count)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for place in range(1, self.count):
            names = f"organisation_{place}", f"share_{place}"
            if any(name in self.errors for name in names):
                continue
            organisation, share = (given.get(name) for name in names)
            if organisation is not None and share is None:
                self.add_error(names[1], say("Enter the share of {name}", name=organisation.name))
            elif organisation is None and share is not None:
                self.add_error(names[0], say("Name the authority whose share this is"))
        if given.get("share_0") is None and "share_0" not in self.errors:
            self.add_error("share_0", say("Enter your own share"))
        return given

    def parts(self) -> list[PartGiven]:
        given = self.cleaned_data
        named = [self.lead, *(given.get(f"organisation_{place}") for place in range(1, self.count))]
        return [
            PartGiven(organisation, given[f"share_{place}"], place)
            for place, organisation in enumerate(named)
            if organisation is not None
        ]


def initial(parts: Sequence[JointPart]) -> dict[str, Any]:
    """What the rows begin with, the lead's first."""
    return {
        name: value
        for place, part in enumerate(parts)
        for name, value in (
            (f"organisation_{place}", part.organisation),
            (f"share_{place}", f"{part.share.normalize():f}"),
        )
    }


class GiveUpForm(forms.Form):
    once = OnceField()
    because = LongTextField(
        label=say("Why you buy it alone after all"),
        rows=3,
        help_text=say("It stays on record. The others are asked no more and stop reading this procurement"),
        error_messages={"required": say("Say why")},
    )
