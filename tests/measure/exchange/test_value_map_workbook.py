"""The practitioner's spreadsheet: out and in again it is the same map, and its formulas give the same totals."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter

from fourfold.measure.exchange.value_map.answer import answer
from fourfold.measure.exchange.value_map.audited import audited
from fourfold.measure.exchange.value_map.faults import MapRefused
from fourfold.measure.exchange.value_map.reading import ReadMap, map_from_tree
from fourfold.measure.exchange.value_map.workbook import workbook
from fourfold.measure.exchange.value_map.workbook_reading import read_workbook
from tests.builders.value_maps import random_map


def a_random_form(random: Random) -> dict[str, Any]:
    given = random_map(random)
    own = given.settings
    return {
        "settings": {
            "timing": own.timing.value,
            "partial_year": own.partial_year.value,
            "price_year": 2024,
            "discount_schedule": {
                "standard": [
                    {"from_year": 1, "to_year": 2, "rate": "0.035"},
                    {"from_year": 3, "rate": "0.03"},
                ],
                "health": [{"from_year": 1, "rate": "0.015"}],
            },
        },
        "inputs": [
            {"label": each.label, "amount": str(each.amount), "year": 1 + place}
            for place, each in enumerate(given.inputs)
        ],
        "rows": [
            {
                "stakeholder": row.stakeholder,
                "outcome": "=1+1",
                "quantity": str(row.quantity),
                "proxy": str(row.proxy),
                "duration_years": str(row.duration_years),
                "deadweight": str(row.deductions.deadweight),
                "displacement": str(row.deductions.displacement),
                "attribution": str(row.deductions.attribution),
                "drop_off": str(row.drop_off),
                "rate_class": random.choice(["standard", "health"]),
                "kind": random.choice(["fiscal", "social"]),
            }
            for row in given.rows
        ]
        + [{"stakeholder": "All", "outcome": "Given", "impact": "1234.5", "duration_years": "1.5"}],
    }


def figures(read: ReadMap) -> dict[str, Any]:
    return {key: value for key, value in answer(read).items() if key not in {"settings", "title"}}


def test_out_and_in_again_is_the_same_map_and_has_no_fault() -> None:
    random = Random(11)  # noqa: S311  the same maps every time
    for _ in range(25):
        read = map_from_tree(a_random_form(random))
        again = read_workbook(workbook(read))
        assert figures(again) == figures(read)
        found = audited(again)
        assert found["disagree"] == []
        assert found["checked"] > 5


def test_text_is_never_a_formula() -> None:
    read = map_from_tree(a_random_form(Random(1)))  # noqa: S311  the same map every time
    with zipfile.ZipFile(io.BytesIO(workbook(read))) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "=1+1" in packed.read("xl/sharedStrings.xml").decode()
    assert "<f>1+1" not in sheet


def a_sheet(*lines: list[object]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("SROI")
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                sheet.write(row, column, cell)
    return made.getvalue()


SVI = [
    "Stakeholders",
    "Inputs",
    "Value",
    "Outcome",
    "Quantity",
    "Duration (years)",
    "Financial proxy",
    "Value",
    "Deadweight %",
    "Attribution %",
    "Drop off %",
    "Impact",
    "Year 1",
    "Year 2",
]


def test_a_map_in_another_order_of_columns_is_read_with_its_printed_values() -> None:
    titles: list[object] = [title.replace(" %", "") for title in SVI]
    read = read_workbook(
        a_sheet(
            ["Discount rate", 0.035],
            ["Timing", "start"],
            [],
            titles,
            [
                "Participants",
                "Grant",
                250000,
                "In work",
                60,
                2,
                "Wages",
                8500,
                0.4,
                0.3,
                0.3,
                214200,
                214200,
                149000,
            ],
        )
    )
    assert answer(read)["ratio"].startswith("1.436278")
    (only,) = audited(read)["disagree"]
    assert (only["cell"], only["printed"]) == ("/per_row/0/by_year/1", "149000")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04 not a workbook", "not a workbook that can be read"),
        (a_sheet(["A", "B"]), "no table of a value map"),
        (
            a_sheet(
                ["Stakeholder", "Outcome", "Quantity", "Proxy value", "Duration"], ["a", "b", "=C9", 3, 1]
            ),
            "SROI, row 2, quantity: “=C9” is a formula where a number belongs",
        ),
        (
            a_sheet(
                ["Stakeholder", "Outcome", "Quantity", "Proxy value", "Duration"], ["a", "b", "#DIV/0!", 3, 1]
            ),
            "is not a number",
        ),
        (
            a_sheet(
                ["Stakeholder", "Outcome", "Quantity", "Proxy value", "Duration", "Deadweight"],
                ["a", "b", 1, 3, 1, 40],
            ),
            "SROI, row 2, deadweight: 40 is above 1",
        ),
    ],
    ids=lambda value: "file" if isinstance(value, bytes) else None,
)
def test_a_workbook_that_is_no_map_is_refused_with_its_cell(content: bytes, what: str) -> None:
    with pytest.raises(MapRefused) as refused:
        read_workbook(content)
    assert what in str(refused.value)


@pytest.mark.soak
def test_libreoffice_calculates_the_same_totals(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    read = map_from_tree(a_random_form(Random(5)))  # noqa: S311  the same map every time
    made = tmp_path / "map.xlsx"
    # Without the values that our formulas carry, so that LibreOffice has to calculate them.
    with zipfile.ZipFile(io.BytesIO(workbook(read))) as packed, zipfile.ZipFile(made, "w") as bare:
        for part in packed.infolist():
            content = packed.read(part)
            if part.filename.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v></v>", content)
            bare.writestr(part, content)
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "csv",
            "--outdir",
            str(tmp_path),
            str(made),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    with (tmp_path / "map.csv").open(encoding="utf-8") as lines:
        found = {line[0]: line for line in csv.reader(lines) if line and line[0]}
    expected = json.loads(json.dumps(answer(read)))
    for title, key in (
        ("Total present value", "present_value"),
        ("Ratio", "ratio"),
        ("Net ratio", "net_ratio"),
    ):
        shown = [cell for cell in found[title] if cell][-1]
        assert float(shown) == pytest.approx(float(expected[key]), rel=1e-6)
