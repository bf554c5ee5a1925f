from __future__ import annotations

from datetime import date

import pytest
from django import forms

from fourfold.ground.organisations.tables import Organisation, Sector
from fourfold.ground.web.organisations.picker import OrganisationField

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _each_test_by_itself(lists_loaded: None, db: None) -> None:
    """The lists are loaded once; what a test adds is rolled back after it."""


class InviteForm(forms.Form):
    buyer = OrganisationField(label="Buyer", on=lambda: TODAY)
    landlord = OrganisationField(
        label="Landlord",
        on=lambda: TODAY,
        sector=Sector.HOUSING_ASSOCIATION,
        required=False,
    )


def filled(**data: str) -> InviteForm:
    return InviteForm({name.replace("__", "-"): value for name, value in data.items()})


def offered(form: InviteForm, name: str = "buyer") -> list[str]:
    field = form.fields[name]
    assert isinstance(field, OrganisationField)
    return [one.organisation.name for one in field.candidates]


@pytest.mark.parametrize("text", ["leeds city council", "E08000035", "GB-LAE-LDS", "Leeds"])
def test_an_exact_name_or_number_is_taken_at_once(text: str) -> None:
    form = filled(buyer=text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["buyer"].name == "Leeds City Council"
    assert form.cleaned_data["landlord"] is None


def test_a_reference_is_taken_at_once() -> None:
    leeds = Organisation.objects.get(name="Leeds City Council")
    assert filled(buyer=leeds.ref).is_valid()


def test_what_is_not_exact_comes_back_with_choices_and_the_choice_is_taken() -> None:
    form = filled(buyer="Leeds Cty Council")
    assert not form.is_valid()
    assert form.errors["buyer"] == ["Choose which organisation you mean"]
    assert offered(form)[0] == "Leeds City Council"
    leeds = Organisation.objects.get(name="Leeds City Council")
    form = filled(buyer="Leeds Cty Council", buyer__chosen=leeds.ref, buyer__offered__for="Leeds Cty Council")
    assert form.is_valid()
    assert form.cleaned_data["buyer"] == leeds


def test_a_choice_does_not_count_for_another_name_typed_since() -> None:
    leeds = Organisation.objects.get(name="Leeds City Council")
    form = filled(buyer="Bradfrd", buyer__chosen=leeds.ref, buyer__offered__for="Leeds Cty Council")
    assert not form.is_valid()
    assert "Leeds City Council" not in offered(form)[:1]


def test_an_ended_council_is_never_taken_and_who_followed_is_offered() -> None:
    ended = Organisation.objects.get(name="Allerdale Borough Council")
    for data in (
        {"buyer": "Allerdale Borough Council"},
        {"buyer": ended.ref},
        {"buyer": "E07000026"},
        {"buyer": "Allerdale", "buyer__chosen": ended.ref, "buyer__offered__for": "Allerdale"},
    ):
        form = filled(**data)
        assert not form.is_valid(), data
        assert offered(form)[:1] == ["Cumberland Council"], data


def test_two_of_one_name_are_offered_and_not_guessed() -> None:
    form = filled(buyer="Leeds", landlord="Municipal Charities")
    assert not form.is_valid()
    assert offered(form, "landlord")[:2] == ["Municipal Charities", "Municipal Charities"]


def test_another_kind_of_organisation_is_not_taken() -> None:
    form = filled(buyer="Leeds", landlord="Leeds City Council")
    assert not form.is_valid()
    assert "Leeds City Council" not in offered(form, "landlord")


def test_nothing_like_it_and_nothing_at_all() -> None:
    assert "We have no organisation like “qqqqzzzz”" in filled(buyer="qqqqzzzz").errors["buyer"][0]
    assert filled(buyer=" ").errors["buyer"] == ["This field is required."]
    # Each form has choices of its own.
    assert offered(filled()) == []
