"""An organisation takes its data away: all of it, nothing of others, and nothing that lets anyone in."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from fourfold.ground.operation.export import reach, write
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.privacy.leaving.exported import last_entry_of
from tests.ground.operation.installations import Installation

COUNCIL, LANDLORD, SUPPLIER = "Fernborough Council", "Alder Vale Homes", "Hartwell Property Care Ltd"
# Of a person alone, public, or about no record at all. A table that is new and not any organisation's is decided here.
NOBODYS = {
    "ground.Place",  # the nation's list of areas
    "ground.PasswordLink",  # lets its person in
    "ground.SignIn",  # a browser of a person's, whoever they work for
    "ground.SignInLink",  # lets its person in
    "ground.SecondStep",  # lets its person in
    "ground.RecoveryCode",  # lets its person in
    "ground.Passkey",  # lets its person in
    "ground.MailRefusal",  # which mails a person wants, whoever they work for
    "integrate.OpenersKey",  # a person's own key, under their passphrase
}


def ref_of(name: str, council: Installation) -> str:
    return str(council.ask(f"SELECT ref FROM ground_organisation WHERE name = '{name}' AND invented")[0][0])  # noqa: S608


def key_of(name: str, council: Installation) -> int:
    return int(council.ask(f"SELECT id FROM ground_organisation WHERE name = '{name}' AND invented")[0][0])  # noqa: S608


@pytest.fixture(scope="module")
def taken(council: Installation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The exports of three organisations of the demonstration, by name."""
    folder = tmp_path_factory.mktemp("exports")
    found = {}
    for number, name in enumerate((COUNCIL, LANDLORD, SUPPLIER)):
        found[name] = folder / str(number)
        council.run("export", "--organisation", ref_of(name, council), "--to", str(found[name]))
    return found


def rows(folder: Path, part: str, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / part / f"{table}.jsonl").read_text().splitlines()]


def test_every_table_is_some_organisation_s_or_was_decided_about() -> None:
    assert set(reach.unreached()) == NOBODYS, "say in NOBODYS why it is no organisation's"


@pytest.mark.parametrize("name", [COUNCIL, LANDLORD, SUPPLIER])
def test_all_of_its_own_is_there_and_nothing_of_others(
    council: Installation, taken: dict[str, Path], name: str
) -> None:
    own = key_of(name, council)
    owned = [model for model in reach.tables() if getattr(model, "wall", "") == "owned"]
    assert len(owned) > 20
    for model in owned:
        table = model._meta.db_table
        there = rows(taken[name], write.OWN, table)
        wanted = council.ask(f"SELECT id FROM {table} WHERE owner_id = {own} ORDER BY id")  # noqa: S608
        assert [(row["id"],) for row in there] == wanted, table
        assert all(row["owner_id"] == own for row in there)
    assert len(rows(taken[name], write.OWN, "ground_trailentry")) > 3


def test_what_others_shared_by_name_is_apart(council: Installation, taken: dict[str, Path]) -> None:
    supplier, buyer = key_of(SUPPLIER, council), key_of(COUNCIL, council)
    contracts = rows(taken[SUPPLIER], write.SHARED, "integrate_contract")

    assert contracts
    assert {row["supplier_id"] for row in contracts} == {supplier}
    assert supplier not in {row["owner_id"] for row in contracts}
    # A competitor's bid is opened to the buyer, never to another bidder; a published policy to all, and so to none by name.
    assert rows(taken[SUPPLIER], write.SHARED, "integrate_openedbid") == [] or {
        row["bidder_id"] for row in rows(taken[SUPPLIER], write.SHARED, "integrate_openedbid")
    } == {supplier}
    assert rows(taken[SUPPLIER], write.SHARED, "define_policy") == []
    assert buyer in {row["owner_id"] for row in contracts}


def test_the_table_and_the_lines_say_the_same(taken: dict[str, Path]) -> None:
    tables = list(taken[COUNCIL].glob("*/*.csv"))
    assert len(tables) > 60
    for table in tables:
        with table.open(newline="", encoding="utf-8-sig") as sheet:
            read = list(csv.DictReader(sheet))
        lines = rows(taken[COUNCIL], table.parent.name, table.stem)
        assert len(read) == len(lines), table.name
        for row, line in zip(read, lines, strict=True):
            assert row.keys() == line.keys()
            for name, value in line.items():
                if isinstance(value, str):
                    assert row[name].removeprefix("'") == value or row[name] == value


def test_evidence_is_there_under_its_reference(taken: dict[str, Path]) -> None:
    listed = rows(taken[COUNCIL], write.OWN, "ground_evidencefile")
    there = {path.name.split("-")[0]: path for path in (taken[COUNCIL] / "files").iterdir()}

    assert {row["ref"] for row in listed} == set(there)
    assert len(there) > 10
    for row in listed:
        assert hashlib.sha256(there[row["ref"]].read_bytes()).hexdigest() == row["sha256"]


def test_people_come_without_what_lets_them_in_and_strangers_by_name_alone(
    council: Installation, taken: dict[str, Path]
) -> None:
    people = rows(taken[COUNCIL], write.OWN, "ground_person")
    named = rows(taken[COUNCIL], write.OWN, "people_named")
    whole = b"".join(path.read_bytes() for path in taken[COUNCIL].rglob("*") if path.is_file())

    assert {"priya@fernborough.example"} <= {row["email"] for row in people}
    assert all("fernborough" in row["email"] for row in people)
    assert not {"password", "last_login"} & {name for row in people for name in row}
    assert all(set(row) == {"id", "name"} for row in named)
    assert {row["name"] for row in named} - {row["name"] for row in people}
    for (password,) in council.ask("SELECT password FROM ground_person"):
        assert password.encode() not in whole


def test_the_page_on_top_names_every_file(taken: dict[str, Path]) -> None:
    page = (taken[COUNCIL] / "README.md").read_text()

    for table in taken[COUNCIL].glob("*/*.jsonl"):
        assert f"### {table.stem} ({len(table.read_text().splitlines())} rows)" in page
    assert "`amount`" in page
    assert COUNCIL in page


def test_it_says_how_far_it_goes(council: Installation, taken: dict[str, Path]) -> None:
    own = key_of(LANDLORD, council)
    newest = f"SELECT max(id) FROM ground_trailentry WHERE owner = {own} OR other_owner = {own}"  # noqa: S608
    body = Organisation(name=LANDLORD, ref=ref_of(LANDLORD, council))

    assert [(last_entry_of(taken[LANDLORD], organisation=body),)] == council.ask(newest)


def test_a_place_that_is_taken_is_left_as_it_is(council: Installation, tmp_path: Path) -> None:
    ref = ref_of(COUNCIL, council)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    (tmp_path / "file").write_text("mine")

    for place in ("full", "file"):
        said = council.run("export", "--organisation", ref, "--to", str(tmp_path / place), code=2).stderr
        assert "is there already" in said
    assert (
        "There is no folder"
        in council.run("export", "--organisation", ref, "--to", str(tmp_path / "no" / "x"), code=2).stderr
    )
    assert (
        "no organisation with the reference"
        in council.run("export", "--organisation", "NOSUCHREF0", "--to", str(tmp_path / "x"), code=2).stderr
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full"]


def test_an_empty_folder_is_filled_and_what_is_not_there_is_named(
    archive: Path, empty: Installation, tmp_path: Path
) -> None:
    empty.run("restore", str(archive))
    gone = min((empty.data_dir / "files").glob("??/??/*"))
    named = "SELECT f.sha256, o.ref, f.ref FROM ground_evidencefile f JOIN ground_organisation o ON o.id = f.owner_id"
    owner, evidence = next((owner, ref) for sha256, owner, ref in empty.ask(named) if sha256 == gone.name)
    gone.unlink()
    (tmp_path / "to").mkdir()

    told = json.loads(empty.run("export", "--organisation", owner, "--to", str(tmp_path / "to")).stdout)

    assert evidence in told["missing"]
    assert evidence in (tmp_path / "to" / "README.md").read_text()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-5", "'-5"),
        (-5, "-5"),
        (None, ""),
        (True, "true"),
        ("plain", "plain"),
    ],
)
def test_a_spreadsheet_calculates_nothing_that_was_typed(value: object, cell: str) -> None:
    assert write._cell(value) == cell


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a photo.jpg", "a photo.jpg"),
        ("...", "file"),
        ("a\x00b/c", "a_b_c"),
    ],
)
def test_a_file_s_name_leads_nowhere_else(name: str, safe: str) -> None:
    assert write._safe(name) == safe
