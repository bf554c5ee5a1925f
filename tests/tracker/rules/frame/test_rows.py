"""A list of contacts read row by row: what is wrong is named by row and column; what people are known by again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.cells import Cell, CellFault, Formula
from fourfold.ground.organisations.tables import SizeBand
from fourfold.tracker.rules.frame.columns import HEADINGS, Held, faults_of_mapping
from fourfold.tracker.rules.frame.keys import key_of_address, key_of_contact
from fourfold.tracker.rules.frame.rows import Fault, Reading, Row, read_rows
from fourfold.tracker.rules.frame.sizes import COUNCIL, LANDLORD, band_of, size_in

BANDS = {value: str(label) for value, label in SizeBand.choices}
COLUMNS = (Held.ORGANISATION, Held.SECTOR, Held.SIZE, Held.FIRST_NAME, Held.LAST_NAME, Held.EMAIL, Held.PHONE)
HEADS = ("Landlord", "Type", "Homes", "First", "Last", "E-mail", "Tel")


def read(*cells: Cell, sector: str = "") -> Row | tuple[Fault, ...]:
    (row,) = read_rows([cells], Reading(HEADS, dict(enumerate(COLUMNS)), BANDS, sector=sector))
    return row


def test_a_row_is_read_with_its_size_as_the_band_it_falls_into() -> None:
    row = read("Alder Homes", "HA", Decimal(1_550), "Ana", "Bell", " Ana@Alder.example ", "01632 960 001")

    assert row == Row(
        2, "Alder Homes", sector=LANDLORD, size_band="homes_1000_9999", name="Ana Bell",
        email="Ana@Alder.example", phone="01632 960 001",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "where", "words"),
    [
        (("", "", "", "", "", "a@b.example", ""), "row 2, column A (Landlord)", "The organisation is not named"),
        (("Alder", "", "", "", "", "", ""), "row 2, column F (E-mail)", "There is neither an e-mail address nor a telephone number"),
        (("Alder", "", "", "", "", "ana at alder", ""), "row 2, column F (E-mail)", "“ana at alder” is not an e-mail address such as name@example.org"),
        (("Alder", "Parish", "", "", "", "a@b.example", ""), "row 2, column B (Type)", "“parish” is no kind that is known here. Write council, or housing association"),
        (("Alder", "", "1,550", "", "", "a@b.example", ""), "row 2, column C (Homes)", "A number says a size only where the kind of organisation is known: people, homes or staff"),
        (("Alder", "HA", "lots", "", "", "a@b.example", ""), "row 2, column C (Homes)", "“lots” is neither a number nor a size that is known here"),
        (("Alder", "HA", "", "", "", "", "12"), "row 2, column G (Tel)", "“12” is not a telephone number"),
        ((Formula(), "", "", "", "", "a@b.example", ""), "row 2, column A (Landlord)", "There is a formula. Copy the column and paste it as values"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_row_and_column(cells: tuple[Cell, ...], where: str, words: str) -> None:
    faults = read(*cells)

    assert isinstance(faults, tuple)
    assert [(each.where, each.words) for each in faults] == [(where, words)]


def test_a_list_of_one_kind_needs_no_column_for_it() -> None:
    row = read("Alder", "", Decimal(90_000), "", "", "a@b.example", "", sector=COUNCIL)

    assert isinstance(row, Row)
    assert (row.sector, row.size_band) == (COUNCIL, "population_80k_300k")


def by_the_words_of_the_bands(size: int, sector: str) -> str:
    """The same in another way: by what the bands are called."""
    if sector == COUNCIL:
        name = (
            "Under 80,000 people"
            if size < 80_000
            else "80,000 to 300,000 people"
            if size <= 300_000
            else "Over 300,000 people"
        )
    else:
        name = (
            "Under 500 homes" if size < 500 else "500 to 999 homes" if size <= 999
            else "1,000 to 9,999 homes" if size <= 9_999 else "10,000 homes or more"
        )  # fmt: skip
    return next(key for key, words in BANDS.items() if words == name)


@given(st.integers(0, 1_000_000), st.sampled_from([COUNCIL, LANDLORD]))
def test_a_size_falls_into_the_band_that_its_name_says(size: int, sector: str) -> None:
    assert band_of(size, sector) == by_the_words_of_the_bands(size, sector)


def test_the_edges_and_a_size_that_is_none() -> None:
    assert [band_of(size, COUNCIL) for size in (79_999, 80_000, 300_000, 300_001)] == [
        "population_under_80k", "population_80k_300k", "population_80k_300k", "population_over_300k",
    ]  # fmt: skip
    with pytest.raises(CellFault, match="is not a whole number"):
        size_in(Decimal("1.5"), sector=COUNCIL, bands=BANDS)


def test_an_address_is_known_again_however_it_is_written_and_only_under_its_key() -> None:
    assert key_of_address("k", " Ana@Alder.Example") == key_of_address("k", "ana@alder.example")
    assert key_of_address("k", "ana@alder.example") != key_of_address("other", "ana@alder.example")
    one = key_of_contact("k", email="", name="Ana Bell", phone="+44 1632 960001", organisation="name alder")
    other = key_of_contact("k", email="", name="ANA  BELL", phone="01632 960 001", organisation="name alder")
    assert one == other


def test_columns_that_are_wanting_or_twice_are_named() -> None:
    assert faults_of_mapping({0: Held.ORGANISATION, 1: Held.PHONE}) == ()
    assert [*faults_of_mapping({0: Held.EMAIL, 1: Held.EMAIL})] == [
        "Choose the heading that holds “Organisation”",
        "“E-mail address” is given to more than one heading. Choose one",
    ]
    assert HEADINGS["council"] == Held.ORGANISATION
