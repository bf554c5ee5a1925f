"""Spreadsheets of contracts and payments: checked row by row, taken in, and taken out again."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import register_sheets
from fourfold.integrate.actions.register_undo import undo
from fourfold.integrate.exchange.received import read_received
from fourfold.integrate.exchange.sheets.checking import check_sheet
from fourfold.integrate.exchange.sheets.taking import take_sheet, upload
from fourfold.integrate.models import (
    ReceivedRelease,
    RegisterEntry,
    RegisterImport,
    RegisterParty,
    RememberedColumn,
    SpendLine,
    WaitingSheet,
)
from fourfold.integrate.queries.register_sheets import waiting_sheet
from fourfold.integrate.queries.spend import spend_by_supplier
from fourfold.integrate.rules.sheet_check import Check
from fourfold.integrate.rules.sheet_columns import Held
from tests.builders.ground import an_actor, an_organisation
from tests.builders.packs import as_xlsx
from tests.integrate.exchange.test_ocds_import import AT

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[2] / "data" / "register"
HEADINGS = (
    "Ref No",
    "Agreement Title",
    "Dept",
    "Supplier Name",
    "Company No",
    "Contract Value (£)",
    "Start",
    "End",
)
ROWS: tuple[tuple[object, ...], ...] = (
    ("C1", "Void clearance", "Housing", "Quixby Homes Ltd", 1234567, "£120,000", "01/04/2026", "31/03/2028"),
    ("C2", "Grass cutting", "Parks", "Green Quixby", "", 8000.5, "2026-04-01", ""),
)


@pytest.fixture
def by() -> Actor:
    return an_actor(role=Role.COMMISSIONER)


def a_file(rows: Any = ROWS, *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [HEADINGS, *rows]
    return "\r\n".join(
        separator.join('"' + str(cell).replace('"', '""') + '"' for cell in line) for line in lines
    ).encode(encoding)


def uploaded(
    by: Actor, content: bytes, *, name: str = "r.csv", purpose: str = "contracts", publisher: str = "Anyshire"
) -> WaitingSheet:
    with as_tenant(by.organisation_id):
        record = upload(
            by=by, purpose=purpose, publisher=publisher, licence="", name=name, content=content, at=AT
        )
        found = waiting_sheet(owner=by.organisation_id, ref=record.ref)
        assert found is not None
        return found


def checked(by: Actor, content: bytes, **more: Any) -> Check:
    with as_tenant(by.organisation_id):
        return check_sheet(uploaded(by, content, **more))


def taken(by: Actor, content: bytes, **more: Any) -> RegisterImport:
    with as_tenant(by.organisation_id):
        return take_sheet(by=by, waiting=uploaded(by, content, **more), at=AT)


def lines(check: Check, fate: str) -> list[tuple[str, str, str]]:
    return [(line["where"], line["title"], "; ".join(line["words"])) for line in check.lines[fate]]


def test_a_register_with_headings_of_its_own_comes_in(by: Actor) -> None:
    known = an_organisation("Green Quixby")
    record = taken(by, a_file())
    assert (record.taken, record.left_out, record.matched) == (2, 0, 1)
    with as_tenant(by.organisation_id):
        first, second = RegisterEntry.objects.order_by("pk")
        assert (first.title, first.service_name, first.amount, first.currency) == (
            "Void clearance",
            "Housing",
            Decimal("120000.00"),
            "GBP",
        )
        assert (first.starts_on, first.ends_on, second.ends_on) == (date(2026, 4, 1), date(2028, 3, 31), None)
        parties = list(
            RegisterParty.objects.order_by("pk").values_list("name", "scheme", "code", "organisation")
        )
        assert parties == [
            ("Quixby Homes Ltd", "GB-COH", "01234567", None),
            ("Green Quixby", "", "", known.pk),
        ]
        assert not WaitingSheet.objects.exists()
        record.refresh_from_db()
        assert record.finished_at is not None


@pytest.mark.parametrize(
    "content",
    [
        a_file(separator=";"),
        a_file(separator="\t"),
        b"\xef\xbb\xbf" + a_file(),
        as_xlsx(ROWS, HEADINGS, above=[["Anyshire's contracts"], []], sheets=("Notes", "Contracts")),
    ],
    ids=["semicolons", "tabs", "byte order mark", "workbook"],
)
def test_however_it_was_saved_it_says_the_same(by: Actor, content: bytes) -> None:
    check = checked(by, content, name="r.xlsx" if content[:2] == b"PK" else "r.csv")
    assert [title for _, title, _ in lines(check, "added")] == ["Void clearance", "Grass cutting"]
    assert check.counts["refused"] == 0


def test_what_excel_writes_on_windows_keeps_its_signs(by: Actor) -> None:
    taken(by, a_file([("C1", "Café – “Bäckerei”", "", "", "", "£1", "", "")], encoding="cp1252"))
    with as_tenant(by.organisation_id):
        assert RegisterEntry.objects.get().title == "Café – “Bäckerei”"


def test_what_is_wrong_is_named_with_its_line_and_the_rest_is_kept(by: Actor) -> None:
    check = checked(
        by,
        a_file(
            [
                *ROWS,
                ("C3", "Cleaning", "", "", "", "1.234,56", "", ""),
                ("C4", "Paving", "", "", "", "", "31/02/2026", ""),
                ("C5", "=1+1", "", "", "", "", "", ""),
                ("C1", "Void clearance again", "", "", "", "", "", ""),
                ("C6", "", "", "", "", "£2", "99/99/2026", ""),
            ]
        ),
    )
    assert (check.counts["added"], check.counts["refused"]) == (2, 5)
    found = lines(check, "refused")
    assert [where for where, _, _ in found] == [
        "row 4, column F (Contract Value (£))",
        "row 5, column G (Start)",
        "row 6, column B (Agreement Title)",
        "row 7",
        "row 8, column B (Agreement Title)",
    ]
    words = [said for _, _, said in found]
    assert "more than one way" in words[0]
    assert "31 February 2026 does not exist" in words[1]
    assert "formula" in words[2]
    assert "Row 2 is the same contract" in words[3]
    assert "Column G (Start)" in words[4]


def test_the_check_says_what_a_later_file_would_change_and_taking_it_does_just_that(by: Actor) -> None:
    taken(by, a_file())
    later = a_file(
        [(*ROWS[0][:5], "£150,000", *ROWS[0][6:]), ROWS[1], ("C3", "Paving", "", "", "", "", "", "")]
    )

    check = checked(by, later)
    assert lines(check, "changed") == [("row 2", "Void clearance", "value: “120000.00” becomes “150000.00”")]
    assert [len(check.lines[fate]) for fate in ("added", "unchanged", "refused")] == [1, 1, 0]

    record = taken(by, later)
    assert (record.taken, record.unchanged) == (2, 1)
    with as_tenant(by.organisation_id):
        assert RegisterEntry.objects.get(title="Void clearance").amount == 150_000
        undo(by=by, record=record, read=read_received, at=AT)
        assert sorted(RegisterEntry.objects.values_list("title", "amount")) == [
            ("Grass cutting", Decimal("8000.50")),
            ("Void clearance", Decimal("120000.00")),
        ]


def test_what_was_said_of_a_publishers_columns_is_remembered_for_that_publisher_alone(by: Actor) -> None:
    content = a_file().replace(b"Dept", b"Quux").replace(b"Ref No", b"Ref")
    waiting = uploaded(by, content)
    assert waiting.columns.get("2") is None
    with as_tenant(by.organisation_id):
        columns = {int(place): Held(held) for place, held in waiting.columns.items()} | {2: Held.SERVICE}
        register_sheets.choose_columns(
            by=by,
            waiting=waiting,
            seen=waiting.version,
            sheet=waiting.sheet,
            headings=["Ref", "Agreement Title", "Quux", *HEADINGS[3:]],
            columns=columns,
        )
        assert RememberedColumn.objects.get(heading="quux").column == "service"

    assert uploaded(by, content, publisher=" ANYSHIRE ").columns["2"] == "service"
    assert uploaded(by, content, publisher="Otherton").columns.get("2") is None
    assert uploaded(an_actor(role=Role.LEAD), content).columns.get("2") is None


@pytest.mark.parametrize("name", ["salford", "manchester", "calderdale"])
def test_what_councils_really_published_comes_in_whole_and_goes_again(by: Actor, name: str) -> None:
    content = (REAL / f"spend_{name}.csv").read_bytes()
    record = taken(by, content, purpose="spend", publisher=name)
    assert (record.taken, record.left_out) == (30, 0)
    again = taken(by, content, purpose="spend", publisher=name)
    assert (again.taken, again.unchanged) == (0, 30)
    with as_tenant(by.organisation_id):
        assert SpendLine.objects.count() == 30
        assert {line.paid_on.year for line in SpendLine.objects.all()} == {2021}
        assert sum(row["payments"] for row in spend_by_supplier(by.organisation_id)) == 30
        assert undo(by=by, record=record, read=read_received, at=AT).held_by_others == 30
        assert SpendLine.objects.count() == 30
        undo(by=by, record=RegisterImport.objects.exclude(pk=record.pk).get(), read=read_received, at=AT)
        assert not SpendLine.objects.exists()
        assert not ReceivedRelease.objects.exists()


def test_two_payments_that_are_alike_are_two(by: Actor) -> None:
    content = b"Date,Supplier,Amount\r\n1/6/2021,Quixby,-5\r\n1/6/2021,Quixby,-5\r\n"
    record = taken(by, content, purpose="spend")
    assert record.taken == 2
    again = taken(by, content, purpose="spend")
    assert again.unchanged == 2


def test_a_workbook_with_macros_is_refused(by: Actor) -> None:
    out = io.BytesIO(as_xlsx(ROWS, HEADINGS))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"a program")
    with pytest.raises(NotReadable, match="macros"):
        uploaded(by, out.getvalue(), name="r.xlsm")
    with as_tenant(by.organisation_id):
        assert not RegisterImport.objects.exists()
