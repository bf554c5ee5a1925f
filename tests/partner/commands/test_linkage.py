"""`fourfold partner link`: who is linked, who waits for a person, and why; the answer alone on standard output."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fourfold.config.command_line import main

ROWS = (
    ("Date", "Supplier Name", "Net Amount", "Company Number", "VCSE"),
    ("01/06/2021", "North Yorkshire County Council", "100.00", "", "N"),
    ("02/06/2021", "Highstone Housing Association Ltd", '"1,000.00"', "1234567", "Y"),
    ("03/06/2021", "Salvation Army", "20.00", "", "Y"),
    ("04/06/2021", "Salvation Army", "(5.00)", "", "Y"),
    ("05/06/2021", "Quixby Roofing Ltd", "7.00", "", ""),
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "spend.csv"
    path.write_text("\n".join(",".join(row) for row in ROWS), encoding="utf-8")
    return str(path)


def answered(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["partner", "link", *words]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def test_every_link_says_why_and_who_stands_in_today(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    found: dict[str, Any] = json.loads(answered([file, "--json", "--on", "2024-01-01"], capsys))

    by_name = {each["supplier"]: each for each in found["linked"]}
    assert by_name.keys() == {"North Yorkshire County Council", "Highstone Housing Association Ltd"}
    county = by_name["North Yorkshire County Council"]
    assert (county["body"], county["stands_in_for_it"]) == (
        "GB-LAE NYK",
        [{"body": "GB-LAE NYE", "name": "North Yorkshire Council"}],
    )
    landlord = by_name["Highstone Housing Association Ltd"]
    assert (landlord["body"], landlord["paid"], landlord["stands_in_for_it"]) == (
        "GB-SHPE 4776",
        {"GBP": "1000.00"},
        [],
    )
    assert [each["found"] for each in landlord["spoke"]] == ["words.same", "kind.same", "form.same"]
    assert landlord["weight"] == pytest.approx(
        landlord["start"] + sum(each["weight"] for each in landlord["spoke"]), abs=0.05
    )
    (doubtful,) = found["to_look_at"]
    assert (doubtful["supplier"], doubtful["paid"], doubtful["payments"]) == (
        "Salvation Army",
        {"GBP": "15.00"},
        2,
    )
    assert doubtful["may_be"][0]["body"] == "GB-SHPE LH2429"
    assert [each["supplier"] for each in found["not_linked"]] == ["Quixby Roofing Ltd"]
    (flag,) = found["flag"]
    assert (flag["flagged"], flag["paid"]) == ("1015.00", "1122.00")
    assert Decimal(flag["share"]) == Decimal(1015) / 1122
    assert [each["row"] for each in found["remarks"]] == [3, 5]


def test_before_the_succession_the_body_stands_itself(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(answered([file, "--json"], capsys))
    assert all(each["stands_in_for_it"] == [] for each in found["linked"])


def test_people_read_it_in_sentences(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = answered([file, "--on", "2024-01-01"], capsys)
    assert "Linked, 2 suppliers:" in said
    assert "it has ended; North Yorkshire Council stands in for it" in said
    assert (
        "Salvation Army, paid 15.00 GBP: perhaps Salvation Army Housing Association (GB-SHPE LH2429)" in said
    )
    assert "it may be another of one family" in said
    assert "“VCSE” is said of 1,015.00 of 1,122.00 GBP (90.5%)" in said
    assert "row 3, Company Number: “1234567” has lost 1 nought" in said


def test_what_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Name,Town,Colour\nA,B,C\n", encoding="utf-8")
    assert main(["partner", "link", str(path)]) == 2
    assert main(["partner", "link", str(tmp_path / "none.csv")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "No heading was found for: Date paid" in said.err
    assert "No such file" in said.err
