"""`fourfold counted-twice`: the answer alone on standard output; refused with the row, the column and what to do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fourfold.config.command_line import main
from tests.builders.claims import event, person

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests" / "worked_examples" / "counting" / "claims.csv"
ROW = {
    "ref": "1",
    "commitment": "Hours",
    "contract": "Roofs",
    "tier": "1",
    "claimant": "Mainway",
    "measure": "Volunteering",
    "unit": "hours",
    "quantity": "40",
    "from": "2026-03-02",
    "to": "2026-03-06",
}


def written(folder: Path, *rows: dict[str, str], delimiter: str = ",") -> str:
    headings = [*ROW, *sorted({name for row in rows for name in row} - set(ROW))]
    lines = [headings, *([({**ROW, **row}).get(name, "") for name in headings] for row in rows)]
    return saved(folder, (delimiter.join(line) for line in lines))


def saved(folder: Path, lines: Iterable[str]) -> str:
    file = folder / "claims.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return str(file)


def answered(capsys: pytest.CaptureFixture[str], file: str | Path) -> Any:
    assert main(["counted-twice", "check", str(file), "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["counted-twice", *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_the_explanation_shows_what_the_command_says(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "explanation" / "counted-twice.md").read_text(encoding="utf-8")
    assert main(["counted-twice", "check", str(EXAMPLE)]) == 0

    assert capsys.readouterr().out.strip() in page


def test_the_how_to_names_every_column() -> None:
    from fourfold.partner.exchange.counted_twice.cells import NEEDED, OPTIONAL

    page = (ROOT / "docs" / "how-to" / "find-what-is-counted-twice.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == {*NEEDED, *OPTIONAL}


def test_programs_get_every_digit_and_no_key(capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, EXAMPLE)

    assert [(each["ref"], each["counted"]) for each in found["claims"] if each["removed"]] == [
        ("1", "8.00"),
        ("4", "0"),
        ("5", "500.00"),
        ("6", "500.00"),
        ("7", "500.00"),
    ]
    assert {each["rule"] for each in found["findings"]} == {
        "same event",
        "once per person",
        "probably the same",
    }
    assert "2026a" not in json.dumps(found)


def test_what_is_split_merged_and_the_same_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = {"event": event(1)}, {"event": event(2)}
    blank = dict.fromkeys(ROW, "")
    file = written(
        tmp_path,
        {"ref": "1", **first},
        {"ref": "2", "quantity": "30", "whole": "40", "split_of": "1", **first},
        {"ref": "3", "quantity": "10", "whole": "40", "split_of": "1", "tier": "2", **first},
        {"ref": "4", "quantity": "5", **second},
        {"ref": "5", "quantity": "5", "merged_from": "4", **second},
        {**blank, "ref": "6", "same_keys": f"{event(1)} {event(2)}"},
        delimiter=";",
    )
    found = answered(capsys, file)

    assert {each["ref"]: each["counted"] for each in found["claims"]} == {
        "2": "25.71",
        "3": "10.00",
        "5": "4.29",
    }


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"share": "130%", "event": event(1)}, "Row 2, share: A share is more than 0% and at most 100%, not 130%"),
        ({"share": "half"}, "Row 2, share: Write the share as 50%, 0.5 or 1/2"),
        ({"persons": "0" * 64}, "Row 2, persons: This is a person key without its salt"),
        ({"persons": "Jane"}, "Row 2, persons: This is not a key"),
        ({"event": person(1)}, "Row 2, event: This is a key of another kind"),
        ({"quantity": "(40)"}, "Row 2, quantity: “(40)” is not a number"),
        ({"quantity": "1.5", "unit": "people"}, "Row 2, quantity: The number of people must be a whole number"),
        ({"unit": "bananas"}, "Row 2, unit: There is no unit “bananas”"),
        ({"tier": "main"}, "Row 2, tier: Write the tier as a number"),
        ({"from": "31 June 2026"}, "Row 2, from: 31 June 2026 does not exist"),
        ({"to": "2026-03-01"}, "Row 2, to: It ends before it starts"),
        ({"once_per_person": "maybe"}, "Row 2, once_per_person: Write yes or no"),
        ({"contract": ""}, "Row 2, contract: A claim says its contract"),
        ({"takes_back": "9"}, "Row 2, takes_back: There is no claim 9"),
        ({"split_of": "9"}, "Row 2, split_of: There is no claim 9"),
        ({"merged_from": "9"}, "Row 2, merged_from: There is no claim 9"),
        ({"takes_back": "9", "split_of": "9"}, "A row does one thing"),
    ],
)  # fmt: skip
def test_a_cell_that_is_wrong_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: dict[str, str], says: str
) -> None:
    assert says in refused(capsys, "check", written(tmp_path, row))


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(
        capsys, "check", written(tmp_path, {"tier": "x"}, {"ref": "2", "quantity": "", "to": "never"})
    )

    assert re.findall(r"Row (\d), (\w+)", said) == [("2", "tier"), ("3", "to"), ("3", "quantity")]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "Row 1: these columns are missing"),
        (["ref,measure"], "Row 1: these columns are missing: commitment, contract"),
        ([",".join([*ROW, "tier"])], "there are two columns tier"),
        ([",".join([*ROW, "colour"])], "Row 1: colour are not known"),
        ([",".join(ROW), "1,2"], "Row 2 has 2 cells, and there are 10 columns"),
        ([",".join(ROW), "," * 8 + "2026-01-01,"], "Row 2, ref: each row has a reference"),
        ([",".join(ROW), '"1'], "not a CSV that can be read"),
    ],
)
def test_a_file_that_is_no_table_of_claims_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[str], says: str
) -> None:
    assert says in refused(capsys, "check", saved(tmp_path, lines))


def test_a_file_in_another_alphabet_or_not_there_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "claims.csv"
    assert "No such file" in refused(capsys, "check", str(file))
    file.write_bytes("ref,é".encode("latin-1"))
    assert "CSV UTF-8" in refused(capsys, "check", str(file))


def test_keys_are_made_by_who_holds_the_salt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "salt.txt"
    secret.write_bytes(b"0123456789abcdef" * 4 + b"\n")
    file = saved(
        tmp_path,
        [
            "ref,by,number,payee",
            "1,national insurance number,AB 12 34 56 C,",
            "2,national insurance number,ab123456,",
            "3,invoice,INV-42,01234567",
        ],
    )
    named = ["--salt", "2026a", "--purpose", "counting", "--holder", "Officer"]
    assert main(["counted-twice", "keys", file, "--secret", str(secret), *named]) == 0
    heading, *rows = capsys.readouterr().out.splitlines()
    refs, keys = zip(*(row.split(",") for row in rows), strict=True)

    assert (heading, refs) == ("ref,key", ("1", "2", "3"))
    assert keys[0] == keys[1]
    assert keys[0].startswith("person:2026a:")
    assert keys[2].startswith("event:2026a:")
    assert "without its salt" in refused(capsys, "keys", file)
    assert "who holds it" in refused(capsys, "keys", file, "--secret", str(secret), "--salt", "2026a")
    assert "No such file" in refused(capsys, "keys", file, "--secret", str(tmp_path / "none"), *named)


def test_an_identifier_that_is_wrong_is_told_by_its_row_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "salt.txt"
    secret.write_bytes(b"0123456789abcdef" * 4)
    rows = ["ref,by,number", "1,national insurance number,Jane Doe", "2,shoe size,44"]
    named = ["--salt", "2026a", "--purpose", "counting", "--holder", "Officer"]
    said = refused(capsys, "keys", saved(tmp_path, rows), "--secret", str(secret), *named)

    assert "Row 2: A National Insurance number" in said
    assert "Row 3: A key is made by" in said
    assert "Jane" not in said


def test_the_how_to_names_every_kind_of_key() -> None:
    from fourfold.partner.rules.counting.identifiers import FIELDS

    page = (ROOT / "docs" / "how-to" / "find-what-is-counted-twice.md").read_text(encoding="utf-8")
    told = {
        by: set(re.findall(r"`(\w+)`", columns))
        for by, columns in re.findall(r"^\| ([a-z][\w -]+) \| (`.+) \|$", page, re.MULTILINE)
    }
    assert told == {str(by): set(fields) for by, fields in FIELDS.items()}


def test_it_needs_neither_django_nor_an_installation() -> None:
    looked = "import sys; from fourfold.config.command_line import main; code = main(sys.argv[1:]); sys.exit(code or 'django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", looked, "counted-twice", "check", str(EXAMPLE)],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_full_time_equivalents_say_by_which_week(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counted-twice", "fte", "--people", "5", "--hours", "18.5", "--weeks", "104"]) == 0
    said = capsys.readouterr()
    assert said.out == "5.00\n"
    assert "37 hours" in said.err

    assert main(["counted-twice", "fte", "--hours", "18", "--full-time-week", "36"]) == 0
    assert capsys.readouterr() == ("0.50\n", "")
    assert "168" in refused(capsys, "fte", "--hours", "200")
