from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import SizeBand
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField
from fourfold.ground.web.places import PlaceField
from fourfold.partner.rules.directory.evidence import FactKind
from fourfold.partner.rules.directory.rows import postcode_in, website_in
from fourfold.partner.rules.linkage.numbers import charity_number, company_number

if TYPE_CHECKING:
    from fourfold.ground.places.tables import Place

MOST_PLACES = 20
_SIZES = [
    (value, label)
    for value, label in SizeBand.choices
    if value == SizeBand.NOT_KNOWN or str(value).startswith("staff_")
]


class BeFoundForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    services = LongTextField(
        label=say("What you do for others"),
        rows=5,
        max_length=2_000,
        help_text=say("One service to a line. Buyers search these words. Name no person."),
        error_messages={"required": say("Say at least one thing that you do")},
    )
    strengths = LongTextField(
        label=say("Your strengths (optional)"), rows=4, max_length=2_000, required=False
    )
    places = LongTextField(
        label=say("Where you work (optional)"),
        rows=3,
        max_length=2_000,
        required=False,
        help_text=say("One council area to a line, for example Cardiff or Tower Hamlets"),
    )
    size_band = forms.ChoiceField(
        label=say("Size"), choices=_SIZES, initial=SizeBand.NOT_KNOWN, widget=forms.RadioSelect
    )
    postcode = forms.CharField(label=say("Postcode of your office (optional)"), required=False, max_length=10)
    website = forms.CharField(label=say("Website (optional)"), required=False, max_length=200)
    company_number = forms.CharField(label=say("Company number (optional)"), required=False, max_length=20)
    is_cic = forms.BooleanField(label=say("It is a community interest company (CIC)"), required=False)
    charity_number = forms.CharField(label=say("Charity number (optional)"), required=False, max_length=20)
    legal_form = forms.CharField(
        label=say("Legal form (optional)"),
        required=False,
        max_length=120,
        help_text=say("For example: charitable incorporated organisation, community benefit society"),
    )
    asset_lock = forms.CharField(
        label=say("Asset lock (optional)"),
        required=False,
        max_length=250,
        help_text=say("Which clause of your rules keeps assets and profit for your purpose"),
    )

    def clean_places(self) -> list[Place]:
        field = PlaceField(required=False)
        lines = [line.strip() for line in self.cleaned_data["places"].splitlines() if line.strip()]
        if len(lines) > MOST_PLACES:
            raise ValidationError(say("Name at most {number} areas", number=MOST_PLACES))
        return [field.clean(line) for line in lines]

    def clean_services(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["services"].splitlines()]
        return "\n".join(dict.fromkeys(line for line in lines if line))

    def clean_postcode(self) -> str:
        typed = self.cleaned_data["postcode"]
        if typed and not postcode_in(typed):
            raise ValidationError(say("A postcode looks like BS3 2BN. Check it, or leave it empty"))
        return postcode_in(typed)

    def clean_website(self) -> str:
        typed = self.cleaned_data["website"]
        if typed and not website_in(typed):
            raise ValidationError(say("An address of the web looks like https://www.example.org"))
        return website_in(typed)

    def clean_company_number(self) -> str:
        read = company_number(self.cleaned_data["company_number"])
        if not read.code and read.remark:
            raise ValidationError(read.remark)
        return read.code

    def clean_charity_number(self) -> str:
        read = charity_number(self.cleaned_data["charity_number"])
        if not read.code and read.remark:
            raise ValidationError(read.remark)
        return read.code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_cic") and "company_number" in cleaned and not cleaned["company_number"]:
            self.add_error(
                "company_number", say("A community interest company has a company number. Enter it")
            )
        return cleaned

    def facts(self) -> list[tuple[FactKind, str]]:
        given = self.cleaned_data
        company = FactKind.CIC if given["is_cic"] else FactKind.COMPANY
        said = (
            (company, given["company_number"]),
            (FactKind.CHARITY, given["charity_number"]),
            (FactKind.LEGAL_FORM, given["legal_form"]),
            (FactKind.ASSET_LOCK, given["asset_lock"]),
        )
        return [(kind, value) for kind, value in said if value]
