"""`fourfold import ocds`: the report on standard output, the rest on standard error, exit 2 with a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fourfold.config.command_line import main
from fourfold.ground.organisations.tables import OrganisationIdentifier
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.models import RegisterEntry, RegisterImport
from tests.builders.ground import an_organisation, trail

DATA = Path(__file__).parents[2] / "data" / "ocds"
FILE = str(DATA / "sell2wales_2025_A_45.json")

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "named_by", ["ref", "ref in lower case", "identifier", "name", "name written otherwise"]
)
def test_the_organisation_is_named_by_reference_identifier_or_exact_name(
    named_by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    council = an_organisation("Salford & District Council")
    with declared(person=None, organisation=None, reason="For a test"):
        OrganisationIdentifier.objects.create(organisation=council, scheme="GB-LAE", code="SLF")
    typed = {
        "ref": council.ref,
        "ref in lower case": council.ref.lower(),
        "identifier": "GB-LAE-SLF",
        "name": council.name,
        "name written otherwise": "SALFORD & district council",
    }[named_by]
    assert main(["import", "ocds", FILE, "--organisation", typed, "--json"]) == 0
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert (report["releases"], report["taken"], report["left_out"]) == (45, 45, 0)
    assert "45 releases done" in said.err
    with as_tenant(council.pk):
        assert RegisterEntry.objects.count() == 45


def test_the_report_in_words_says_what_was_taken_and_remarked_and_again_that_nothing_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    council = an_organisation()
    assert main(["import", "ocds", FILE, "--organisation", council.ref]) == 0
    first = capsys.readouterr().out
    assert "taken            45" in first
    assert "Remarked: " in first
    assert main(["import", "ocds", FILE, "--organisation", council.ref]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    entries = trail(table=RegisterImport._meta.db_table)
    assert entries
    assert {entry.person for entry in entries} == {None}
    assert all("command line" in entry.reason for entry in entries)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"", "empty"),
        (b"hello", "not JSON"),
        (b'{"a": 1}', "not OCDS"),
        (b"%PDF-1.4", "PDF"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(
    content: bytes | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "releases.json"
    if content is not None:
        file.write_bytes(content)
    assert main(["import", "ocds", str(file), "--organisation", an_organisation().ref]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_a_folder_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "ocds", str(tmp_path), "--organisation", an_organisation().ref]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_an_unknown_organisation_is_refused_with_the_likeliest(capsys: pytest.CaptureFixture[str]) -> None:
    council = an_organisation("Anyshire County Council")
    assert main(["import", "ocds", FILE, "--organisation", "Anyshire Conty Council"]) == 2
    assert f"Anyshire County Council ({council.ref})" in capsys.readouterr().err
    assert main(["import", "ocds", FILE, "--organisation", "zzzz qqqq"]) == 2
    assert "No organisation is surely meant" in capsys.readouterr().err


def test_a_name_that_two_bodies_share_names_both(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = an_organisation("Anyshire Council"), an_organisation("Anyshire Council")
    assert main(["import", "ocds", FILE, "--organisation", "Anyshire Council"]) == 2
    told = capsys.readouterr().err
    assert first.ref in told
    assert second.ref in told
