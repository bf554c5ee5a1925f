from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from fourfold.ground.organisations.actions import reference_lists
from fourfold.ground.organisations.reference import lists
from fourfold.ground.organisations.tables import Organisation, OrganisationIdentifier, Sector
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db


def coded(scheme: str, code: str) -> Organisation:
    return OrganisationIdentifier.objects.get(scheme=scheme, code=code).organisation


def test_a_body_entered_by_hand_with_its_number_becomes_the_listed_one() -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        mine = Organisation.objects.create(name="Leeds", sector=Sector.LOCAL_AUTHORITY, origin="entered")
        mine.identifiers.create(scheme="GSS", code="E08000035")
    loaded = reference_lists.load()
    mine.refresh_from_db()
    assert mine.name == "Leeds City Council"
    assert coded("GB-LAE", "LDS") == mine
    assert loaded.organisations == 1860


def test_a_number_that_another_holds_is_reported_and_left() -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        leeds = Organisation.objects.create(name="Leeds", sector=Sector.LOCAL_AUTHORITY, origin="entered")
        leeds.identifiers.create(scheme="GB-LAE", code="LDS")
        other = Organisation.objects.create(name="Leeds area", sector=Sector.OTHER_PUBLIC, origin="entered")
        other.identifiers.create(scheme="GSS", code="E08000035")
    loaded = reference_lists.load()
    assert len(loaded.conflicts) == 1
    assert "GSS-E08000035" in loaded.conflicts[0]
    assert coded("GSS", "E08000035") == other


def test_a_damaged_list_is_refused_whole_with_file_and_line(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = lists._rows

    def damaged(name: str) -> Iterator[tuple[str, dict[str, str]]]:
        for place, row in whole(name):
            broken = {"registration_date": "31/02/2010"} if place.endswith("line 5") and "rsh" in name else {}
            yield place, {**row, **broken}

    monkeypatch.setattr(lists, "_rows", damaged)
    with pytest.raises(lists.BadList, match=r"rsh_registered_providers_2024-04\.csv line 5"):
        reference_lists.load()
    assert Organisation.objects.count() == 0


def test_loading_takes_a_few_seconds_at_most() -> None:
    began = time.perf_counter()
    reference_lists.load()
    took = time.perf_counter() - began
    assert took < 10
