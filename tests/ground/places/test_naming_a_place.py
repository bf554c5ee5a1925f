"""A place is named as people write it; one that is not known is answered with those that are likely."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from fourfold.ground.web.places import PlaceField

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places() -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        for code, name in (
            ("W06000015", "Cardiff"),
            ("E08000035", "Leeds"),
            ("E09000030", "Tower Hamlets"),
            ("X01", "Newtown"),
            ("X02", "Newtown"),
        ):
            Place.objects.create(code=code, name=name, nation="england")


def cleaned(text: Any, **options: Any) -> Place | None:
    place: Place | None = PlaceField(label="Where", required=False, **options).clean(text)
    return place


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cardiff", "W06000015"),
        (" leeds city council ", "E08000035"),
        ("London Borough of Tower Hamlets", "E09000030"),
        ("tower hamlets london borough", "E09000030"),
        ("w06000015", "W06000015"),
        ("X02", "X02"),
    ],
)
def test_a_place_is_known_by_its_name_its_council_or_its_code(text: str, code: str) -> None:
    place = cleaned(text)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize("text", ["", "   ", None])
def test_an_optional_place_may_stay_empty(text: str | None) -> None:
    assert cleaned(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cardif", "Did you mean Cardiff?"),
        ("Newtown", "Newtown (X01) or Newtown (X02)"),
        ("Atlantis on Sea", "no council area called “Atlantis on Sea”"),
        ("100% %s", "“100% %s”"),
        ("!!!", "no council area"),
    ],
)
def test_what_is_not_a_place_is_said_with_the_likely_ones(text: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        cleaned(text)
    assert words in refused.value.messages[0]


def test_a_place_shown_again_is_its_name() -> None:
    place = cleaned("Leeds")
    assert PlaceField(label="Where").prepare_value(place) == "Leeds"
    assert cleaned(place) == place
