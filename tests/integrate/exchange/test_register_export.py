"""What leaves the register is what came in, and is valid by the official schema wherever what came in was."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker  # type: ignore[import-untyped]
from python_calamine import CalamineWorkbook
from referencing import Registry
from referencing.jsonschema import DRAFT4

from fourfold.config.command_line import main
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.integrate.exchange.ocds import read_ocds
from fourfold.integrate.exchange.ocds_export import Wanted, write_package
from fourfold.integrate.exchange.register_tables import write_csv, write_xlsx
from tests.builders.ground import an_actor, an_organisation
from tests.builders.integrate import a_bid, a_bidder, a_tender, moderated, sealed, signed
from tests.integrate.exchange.test_ocds_import import AT, DATA, a_release, taken
from tests.integrate.exchange.test_sheets import ROWS, a_file
from tests.integrate.exchange.test_sheets import taken as sheet_taken

pytestmark = pytest.mark.django_db
REAL = ("contracts_finder_2019_100.json", "sell2wales_2025_A_45.json")
# What the official schema says of the files as their publishers made them; nothing else may be said of what leaves.
KNOWN: dict[str, dict[str, int]] = {name: {} for name in REAL}


def validator() -> Any:
    schemas = [
        json.loads((DATA / "schema" / name).read_text())
        for name in ("release-schema.json", "release-package-schema.json")
    ]
    registry: Any = Registry().with_resources(
        (schema["id"], DRAFT4.create_resource(schema)) for schema in schemas
    )
    return Draft4Validator(schemas[1], registry=registry, format_checker=FormatChecker())


VALIDATOR = validator()


def errors(package: dict[str, Any]) -> Counter[str]:
    """By what is wrong, and of which release: where in the file it stands does not matter."""
    found: Counter[str] = Counter()
    for error in VALIDATOR.iter_errors(package):
        path = list(error.absolute_path)
        ocid = (
            package["releases"][path[1]]["ocid"]
            if path[:1] == ["releases"] and len(path) > 1
            else "the package"
        )
        found[f"{ocid} {'/'.join(map(str, path[2:]))}: {error.message[:200]}"] += 1
    return found


def package_of(owner: Organisation, wanted: Wanted | None = None) -> dict[str, Any]:
    out = io.BytesIO()
    with as_tenant(owner.pk):
        count = write_package(out, owner=owner, wanted=wanted or Wanted(procurements=False), at=AT)
    package: dict[str, Any] = json.loads(out.getvalue())
    assert count == len(package["releases"])
    return package


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_leaves_as_it_came_with_no_error_that_was_not_in_it(name: str) -> None:
    content = (DATA / name).read_bytes()
    owner = an_organisation()
    taken(content, owner)

    package = package_of(owner)

    given = json.loads(content)
    assert errors(package) == errors(given) == Counter(KNOWN[name])
    assert package["releases"] == given["releases"]
    assert (package["publisher"]["name"], package["version"]) == (owner.name, "1.1")

    other = an_organisation("Otherton Council")
    again = taken(json.dumps(package).encode(), other)
    assert again.tally.left_out == 0
    assert package_of(other)["releases"] == package["releases"]


def test_an_error_in_what_came_in_is_found_by_the_schema_and_leaves_as_it_came() -> None:
    owner = an_organisation()
    taken(
        [
            a_release(
                tender={"id": "t", "title": "Void clearance", "value": {"amount": "5"}},
                initiationType="tender",
            )
        ],
        owner,
    )
    (error,) = errors(package_of(owner))
    assert "tender/value/amount: '5' is not of type" in error


def test_a_contract_of_a_spreadsheet_leaves_as_a_valid_release_and_is_read_again() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    sheet_taken(by, a_file([*ROWS, ("C3", "@Paving", "", "", "", "€ 5.10", "", "")]))
    owner = Organisation.objects.get(pk=by.organisation_id)

    package = package_of(owner, Wanted(procurements=False, prefix="ocds-abc123"))

    assert not errors(package)
    first, _, third = package["releases"]
    assert first["ocid"].startswith("ocds-abc123-")
    assert first["tag"] == ["award", "contract"]
    assert first["contracts"][0]["period"]["startDate"] == "2026-03-31T23:00:00Z"
    assert first["awards"][0]["suppliers"][0]["name"] == "Quixby Homes Ltd"
    assert third["tender"]["value"] == {"amount": 5.10, "currency": "EUR"}
    (again, *_) = read_ocds(json.dumps(package).encode())
    assert (again.title, again.value.amount) == ("Void clearance", 120_000)  # type: ignore[union-attr]


def test_as_a_table_nothing_runs_and_everything_stands() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    sheet_taken(by, a_file([*ROWS, ("C3", "@Paving", "", "-Quixby", "", "-5.10", "", "")]))
    owner = Organisation.objects.get(pk=by.organisation_id)
    as_csv, as_xlsx = io.BytesIO(), io.BytesIO()
    with as_tenant(owner.pk):
        assert (write_csv(as_csv, owner=owner), write_xlsx(as_xlsx, owner=owner)) == (3, 3)
    table = list(csv.DictReader(io.StringIO(as_csv.getvalue().decode("utf-8-sig"))))
    assert [(row["Title"], row["Suppliers"], row["Value"]) for row in table] == [
        ("'@Paving", "'-Quixby", "-5.10"),
        ("Grass cutting", "Green Quixby", "8000.50"),
        ("Void clearance", "Quixby Homes Ltd", "120000.00"),
    ]
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[1] for row in sheet] == ["Title", "@Paving", "Grass cutting", "Void clearance"]
    assert sheet[3][9] == 120_000


def test_the_command_writes_what_the_page_does(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    owner = an_organisation()
    taken([a_release()], owner)
    file = tmp_path / "register.json"
    assert main(["register", "export", str(file), "--organisation", owner.ref]) == 0
    assert "1 releases written" in capsys.readouterr().out
    assert json.loads(file.read_text())["releases"] == package_of(owner)["releases"]
    assert list(tmp_path.iterdir()) == [file]
    assert main(["register", "export", str(tmp_path / "no" / "r"), "--organisation", owner.ref]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_procurement_run_here_leaves_as_one_release_for_each_stage_and_nothing_of_its_losers() -> None:
    to = a_tender()
    winner, loser = a_bidder(), a_bidder()
    sealed(to, winner, a_bid(to, price="400000.00"))
    sealed(to, loser, a_bid(to, price="434343.00"))
    own = Wanted(register=False)
    while_open = package_of(to.buyer, own)
    assert [release["tag"] for release in while_open["releases"]] == [["planning"], ["tender"]]
    assert "400000" not in json.dumps(while_open)

    moderated(to, [5, 1])
    signed(to)

    package = package_of(to.buyer, own)
    assert not errors(package)
    assert [release["tag"][0] for release in package["releases"]] == [
        "planning",
        "tender",
        "award",
        "contract",
    ]
    assert [release["date"] for release in package["releases"]] == sorted(
        r["date"] for r in package["releases"]
    )
    award = package["releases"][2]
    assert award["awards"][0]["value"] == {"amount": 400_000.00, "currency": "GBP"}
    assert award["awards"][0]["suppliers"][0]["name"] == winner.organisation_name
    assert award["tender"]["awardCriteriaDetails"] == "Price 50%, Method 30% and Social value 20%"
    assert package["releases"][3]["contracts"][0]["period"]["endDate"].startswith("2028-10-31")
    for secret in (loser.organisation_name, "434343", "With care", "Apprenticeships for people"):
        assert secret not in json.dumps(package)
    other = an_organisation("Otherton Council")
    report = taken(json.dumps(package).encode(), other)
    assert report.tally.left_out == 0
    assert not {said.code for said in report.tally.remarks} & {"release_older", "release_out_of_order"}
