from __future__ import annotations

import pytest

from fourfold.ground.kernel.names import matched_as


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bath & North East Somerset Council", "BATH AND NORTH EAST SOMERSET COUNCIL"),
        ("Acme Ltd.", "ACME LIMITED"),
        ("The Drapers’ Almshouse Charity", "Drapers' Almshouse Charity"),
        ("Mosscare St. Vincent’s Housing Group Limited", "Mosscare St Vincents Housing Group Ltd"),
        ("20-20 Housing Co-operative Limited", "20 20 Housing Cooperative Limited"),
        ("The Council of the City of Sheffield", "city of sheffield"),
        ("The Mayor and Burgesses of the London Borough of Camden", "London Borough of Camden"),
        ("Armagh City, Banbridge and Craigavon", "Armagh City Banbridge & Craigavon"),
        ("Barrow-in-Furness", "barrow in furness"),
        ("Serco P.L.C.", "Serco plc"),
        ("Côte Brasserie", "COTE BRASSERIE"),
        ("North Somerset  Council", " north somerset council "),
    ],
)
def test_two_ways_of_writing_one_name_are_equal(one: str, other: str) -> None:
    assert matched_as(one) == matched_as(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dorset Council", "Dorset County Council"),
        ("Acme Limited", "Acme"),
        ("Council of Mortgage Lenders", "Mortgage Lenders"),
        ("Theatre Royal", "Atre Royal"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert matched_as(one) != matched_as(other)


def test_what_has_neither_letter_nor_digit_is_empty_and_a_name_never_is() -> None:
    assert matched_as("***") == ""
    assert matched_as("The") == "the"
