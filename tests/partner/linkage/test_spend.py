"""Files of payments: Calderdale's own flag to the penny, numbers that lost their noughts, money that came back, bad files."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.partner.exchange.linkage.spend import SpendFile, read_spend
from fourfold.partner.rules.linkage.numbers import company_number
from fourfold.partner.rules.spend.flagged import flagged_of
from fourfold.partner.rules.spend.lines import Line
from tests.partner.linkage.drawing import DATA

CALDERDALE = DATA / "spend" / "calderdale_2021-06.csv"
FLAG = "Voluntary Community and Social Enterprise Supplier"


@pytest.fixture(scope="module")
def calderdale() -> SpendFile:
    return read_spend(CALDERDALE.read_bytes(), name=CALDERDALE.name)


def a_file(*rows: str, headings: str = "Date,Supplier Name,Net Amount,Company Number,VCSE") -> SpendFile:
    return read_spend("\n".join([headings, *rows]).encode(), name="spend.csv")


def test_calderdales_flag_has_its_share_of_spend_to_the_penny(calderdale: SpendFile) -> None:
    (found,) = flagged_of(calderdale.lines)
    assert calderdale.flag == FLAG
    assert (found.currency, found.payments, found.flagged_payments) == ("GBP", 1896, 65)
    assert (found.flagged, found.paid) == (Decimal("1651777.89"), Decimal("14980137.22"))
    # The same once more in whole pennies, from the text of the file alone.
    with CALDERDALE.open(encoding="utf-8-sig", newline="") as lines:
        pennies = [
            (row[FLAG] == "Y", int(row["Net Amount"].replace(".", ""))) for row in csv.DictReader(lines)
        ]
    assert found.flagged * 100 == sum(amount for flagged, amount in pennies if flagged)
    assert found.paid * 100 == sum(amount for _, amount in pennies)
    assert found.share is not None
    assert (found.share * found.paid).quantize(Decimal("0.01")) == found.flagged


def test_calderdales_numbers_have_their_noughts_again_and_each_row_says_so(calderdale: SpendFile) -> None:
    assert calderdale.left_out == ()
    assert len({line.row for line in calderdale.lines}) == 1896
    assert len(calderdale.remarks) == 96
    restored = [each for each in calderdale.remarks if "lost" in each.words]
    assert len(restored) == 91
    by_row = {line.row: line for line in calderdale.lines}
    assert all(len(by_row[each.row].numbers["GB-COH"]) == 8 for each in restored)
    persons = [each for each in calderdale.remarks if "National Insurance" in each.words]
    assert len(persons) == 5
    assert all("QQ" not in each.words and not by_row[each.row].numbers for each in persons)


def test_every_file_of_the_three_is_read_whole() -> None:
    for council, rows, paid in (
        ("manchester", 2896, Decimal("71698490.20")),
        ("salford", 1548, Decimal("33529957.62")),
    ):
        file = DATA / "spend" / f"{council}_2021-06.csv"
        found = read_spend(file.read_bytes(), name=file.name)
        assert (len(found.lines), found.left_out, found.flag) == (rows, (), "")
        assert sum(line.amount for line in found.lines) == paid


def test_money_that_came_back_is_taken_off_and_what_is_not_clear_is_left_out_with_its_reason() -> None:
    found = a_file(
        '01/06/2021,Skerne Homes,"£1,000.00",1234567,Y',
        '02/06/2021,Skerne Homes,"(£250.50)",01234567,Y',
        "03/06/2021,Skerne Homes,99.50-,,N",
        '04/06/2021,Skerne Homes,"(10.00",,N',
        "05/06/2021,Skerne Homes,10.00,,perhaps",
        "06/06/2021,Skerne Homes,10.00,4.5E+06,",
        "07/06/2021,Skerne Homes,see below,,",
    )
    assert [line.amount for line in found.lines] == [
        Decimal("1000.00"),
        Decimal("-250.50"),
        Decimal("-99.50"),
        Decimal("10.00"),
    ]
    assert [(each.row, each.column) for each in found.left_out] == [(5, "C"), (6, "E"), (8, "C")]
    said = {each.row: each.words for each in found.remarks}
    assert said.keys() == {2, 3, 4, 7}
    assert "01234567" in said[2]
    assert "“(£250.50)” is money that came back, and is read as -250.50" in said[3]
    assert "rounded" in said[7]
    (flagged,) = flagged_of(found.lines)
    assert (flagged.flagged, flagged.paid) == (Decimal("749.50"), Decimal("660.00"))


def test_a_file_without_a_needed_column_is_refused_by_its_name() -> None:
    with pytest.raises(NotReadable, match="Date paid"):
        a_file("Skerne Homes,5.00,x", headings="Supplier Name,Net Amount,Note")


def test_no_share_can_be_had_of_nothing_and_none_without_a_flag() -> None:
    (found,) = flagged_of([_line(1, Decimal(5), True), _line(2, Decimal(-5), False)])
    assert found.share is None
    with pytest.raises(ValueError, match="no flag"):
        flagged_of([_line(1, Decimal(5), None)])


@given(st.lists(st.tuples(st.decimals(-(10**7), 10**7, places=2), st.booleans()), max_size=30))
def test_the_flagged_and_the_rest_come_to_the_whole(payments: list[tuple[Decimal, bool]]) -> None:
    lines = [_line(row, amount, flagged) for row, (amount, flagged) in enumerate(payments, start=2)]
    rest = [_line(line.row, line.amount, not line.flagged) for line in lines]
    for one, other in zip(flagged_of(lines), flagged_of(rest), strict=True):
        assert one.flagged + other.flagged == one.paid == other.paid
        assert one.flagged_payments + other.flagged_payments == one.payments


def test_a_number_is_read_the_same_in_a_file_and_alone() -> None:
    (line,) = a_file("01/06/2021,Skerne Homes,1.00,1234567,").lines
    assert line.numbers == {"GB-COH": company_number("1234567").code}


def _line(row: int, amount: Decimal, flagged: bool | None) -> Line:
    return Line(row, "Skerne Homes", date(2021, 6, 1), amount, "GBP", {}, flagged)
