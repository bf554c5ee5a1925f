"""`fourfold value-map`: the answer alone on standard output, 0 answered, 2 refused with what, where and what to do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from fourfold.config.command_line import main
from fourfold.measure.exchange.value_map.schema import published_schema


def a_map(**changes: Any) -> dict[str, Any]:
    return {
        "settings": {
            "timing": "start",
            "partial_year": "fraction",
            "discount_rate": "0.035",
            "price_year": 2024,
        },
        "inputs": [{"label": "Grant", "amount": "250000"}],
        "rows": [a_row()],
    } | changes


def a_row(**changes: Any) -> dict[str, Any]:
    given = {
        "stakeholder": "Participants",
        "outcome": "In work",
        "quantity": "60",
        "proxy": "8500",
        "duration_years": "2",
        "deadweight": "0.4",
        "displacement": "0",
        "attribution": "0.3",
        "drop_off": "0.3",
    } | changes
    return {key: value for key, value in given.items() if value is not None}


def written(folder: Path, content: object) -> str:
    file = folder / "map.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(file)


def answered(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["value-map", *words, "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def test_ledgers_have_their_basis_and_nobody_is_valued_both_ways(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        a_row(kind="social", approach="stated preference"),
        a_row(kind="wellbeing", approach="wellbeing", stakeholder=" participants"),
        a_row(kind="wellbeing", approach="wellbeing", outcome="Less lonely"),
    ]
    found = answered(capsys, "value", written(tmp_path, a_map(rows=rows)))
    assert [(each["basis"]["ledgers"], each["amount"]) for each in found["ledgers"]] == [
        ([kind], found["present_value_by_kind"][kind]) for kind in ("social", "wellbeing")
    ]
    assert found["ledgers"][0]["basis"]["words"] == (
        "social value; present value in a value map, all of it; 2024 prices; GBP"
    )
    assert [(each["wellbeing"], each["stated_preference"]) for each in found["valued_both_ways"]] == [(1, 0)]
    assert found["not_publishable_because"] == [
        "rows/1 and rows/0 value “In work” of the same people both by wellbeing and by stated preference: leave one of them out"
    ]
    without = answered(capsys, "value", written(tmp_path, a_map(rows=rows[1:])))
    assert (without["valued_both_ways"], without["not_publishable_because"]) == ([], [])


def test_in_a_terminal_each_ledger_has_its_basis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [a_row(kind="social"), a_row(kind="wellbeing", proxy="100", outcome="Less lonely")]
    assert main(["value-map", "value", written(tmp_path, a_map(rows=rows))]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "1 of 2 lines is 99% of the value." in said
    assert [line.partition(": ")[2] for line in said if line.startswith("Of it ")] == [
        f"{kind} value; present value in a value map, all of it; 2024 prices; GBP"
        for kind in ("social", "wellbeing")
    ]


def test_a_map_is_valued_unrounded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "value", written(tmp_path, a_map()))
    assert found["per_row"][0]["by_year"] == ["214200", "149940"]
    assert found["ratio"] == "1.436278260869565217391304347826087"
    assert found["net_ratio"] == "0.4362782608695652173913043478260868"
    assert (found["inputs"], found["npv"][:6]) == ("250000", "109069")
    assert found["settings"]["assumed"] == ["currency"]
    assert found["not_publishable_because"] == []


def test_numbers_of_json_are_read_by_their_digits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quoted = answered(capsys, "value", written(tmp_path, a_map()))
    row = a_row(quantity=60, proxy=8500, duration_years=2, deadweight=0.4, attribution=0.3, drop_off=0.3)
    bare = answered(capsys, "value", written(tmp_path, a_map(rows=[row])))
    assert bare["per_row"] == quoted["per_row"]


def test_draws_are_reproducible_by_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = a_row(quantity={"distribution": "triangular", "low": "40", "mode": "60", "high": "70"})
    file = written(tmp_path, a_map(rows=[row]))
    one, again, other = (
        answered(capsys, "value", file, "--draws", "5000", "--seed", seed)["uncertainty"]
        for seed in ("4", "4", "5")
    )
    assert one == again != other
    assert float(one["ratio"]["p5"]) < float(one["ratio"]["p50"]) < float(one["ratio"]["p95"])
    assert one["ratio"]["central"].startswith("1.436278")


def test_an_audit_names_cell_kind_and_setting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = {
        "present_value": "£346,927",
        "ratio": {"value": "1.39:1", "where": "page 2"},
        "per_row": [{"impact": "214,200", "by_year": ["214,200", "149,940"]}],
    }
    found = answered(capsys, "audit", written(tmp_path, a_map(printed=printed)))
    assert (found["checked"], found["agree"]) == (5, 3)
    assert {each["cell"]: each["kind"] for each in found["disagree"]} == {
        "/present_value": "other_timing",
        "/ratio": "other_timing",
    }
    assert found["disagree"][0]["changed"] == {"timing": "end"}


def test_a_scenario_is_valued_by_what_it_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = {"scenarios": [{"name": "low", "every_row": {"deadweight": "0.5"}, "ratio": "1.20"}]}
    assert answered(capsys, "audit", written(tmp_path, a_map(printed=printed)))["disagree"] == []


@pytest.mark.parametrize(
    ("content", "pointer", "what"),
    [
        (a_map(rows=[a_row(deadweight="1.2")]), "/rows/0/deadweight", "above 1"),
        (a_map(rows=[a_row(drop_off="30%")]), "/rows/0/drop_off", "write the fraction, “0.3"),
        (a_map(rows=[a_row(quantity="=B2*2")]), "/rows/0/quantity", "a formula where a number belongs"),
        (a_map(rows=[a_row(quantity=True)]), "/rows/0/quantity", "true stands where a number belongs"),
        (a_map(rows=[a_row(quantity="1,200")]), "/rows/0/quantity", "without commas"),
        (a_map(rows=[a_row(quantity=float("nan"))]), "/rows/0/quantity", "not a finite number"),
        (a_map(rows=[a_row(proxy=float("inf"))]), "/rows/0/proxy", "not a finite number"),
        (a_map(rows=[a_row(quantity="9" * 40)]), "/rows/0/quantity", "larger than any figure"),
        (json.dumps(a_map()).replace('"60"', "1e999999"), "/rows/0/quantity", "larger than any figure"),
        (json.dumps(a_map()).replace('"60"', "1e99999999999999999999"), "/rows/0/quantity", "finite"),
        (a_map(rows=[a_row(proxy={"value": "3"})]), "/rows/0/proxy/per", "this key is missing"),
        (a_map(rows=[a_row(unit="jobs")]), "/rows/0/proxy", "a value without a unit"),
        (
            a_map(rows=[a_row(unit="jobs", proxy={"value": "3", "per": "week"})]),
            "/rows/0/unit",
            "in jobs, the proxy for one week",
        ),
        (
            a_map(rows=[a_row(proxy={"value": "3", "per": "job", "price_year": 2019})]),
            "/rows/0/proxy/price_year",
            "mixed price bases",
        ),
        (
            a_map(rows=[a_row(proxy={"value": "3", "per": "job", "currency": "EUR"})]),
            "/rows/0/proxy/currency",
            "in EUR, the map is in GBP",
        ),
        (
            a_map(inputs=[{"label": "a", "amount": "1", "currency": "USD"}]),
            "/inputs/0/currency",
            "convert it",
        ),
        (a_map(inputs=[{"label": "a", "amount": "-1"}]), "/inputs/0", "not below zero"),
        (
            a_map(
                settings={
                    "discount_schedule": [
                        {"from_year": 1, "to_year": 3, "rate": "0.03"},
                        {"from_year": 6, "rate": "0.02"},
                    ]
                }
            ),
            "/settings/discount_schedule",
            "no rate for years 4 to 5",
        ),
        (a_map(settings={"timing": "end"}), "/settings", "give either discount_rate"),
        (
            a_map(settings={"discount_schedule": "green_book", "valued_on": "2099-01-01"}),
            "/settings/valued_on",
            "not checked after",
        ),
        (a_map(rows=[a_row(deadwieght="0.1")]), "/rows/0/deadwieght", "not known here"),
        (a_map(rows=[a_row(duration_years="0")]), "/rows/0/duration_years", "above 0"),
        (a_map(rows=[a_row(proxy={"shared": "x"})]), "/rows/0/proxy/shared", "no x under shared"),
        (
            a_map(rows=[a_row(deadweight={"distribution": "normal", "mean": "0.2", "sd": "0.1"})]),
            "/rows/0/deadweight",
            "outside 0 to 1",
        ),
        (a_map(rows=[]), "/rows", "at least one is needed"),
        ("[" * 100_000, "(the whole file)", "nested more than"),
        ("[" * 40 + "]" * 40, "…", "nested more than"),
        ('{"rows": [], "rows": []}', "/rows", "given twice"),
        ("{", "(the whole file)", "not JSON"),
        ("[]", "(the whole file)", "an object with settings"),
    ],
)
def test_bad_input_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: object, pointer: str, what: str
) -> None:
    assert main(["value-map", "value", written(tmp_path, content), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert pointer in said.err
    assert what in said.err


def test_a_file_of_a_hundred_megabytes_is_refused_unread(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as opened:
        opened.truncate(100_000_000)
    assert main(["value-map", "value", str(file)]) == 2
    assert "100,000,000 bytes" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["value-map", "audit", str(tmp_path / "none.json")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_a_map_without_printed_figures_cannot_be_audited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["value-map", "audit", written(tmp_path, a_map())]) == 2
    assert "no printed figure" in capsys.readouterr().err


def test_the_published_schema_takes_what_the_reader_takes() -> None:
    schema = published_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    validator.validate(a_map(printed={"ratio": "1.4:1"}))
    validator.validate(a_map(rows=[a_row(proxy={"value": "3", "per": "job"})]))
    for wrong in (a_map(rows=[a_row(deadweight="1.2")]), a_map(rows=[a_row(oops="1")]), a_map(rows=[])):
        assert not validator.is_valid(wrong)


def test_the_schema_in_the_documentation_is_the_published_one() -> None:
    kept = Path(__file__).parents[3] / "docs" / "reference" / "value-map.schema.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == published_schema()


def test_it_needs_neither_django_nor_an_installation(tmp_path: Path) -> None:
    looked = "import sys; from fourfold.config.command_line import main; code = main(sys.argv[1:]); sys.exit(code or 'django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", looked, "value-map", "value", written(tmp_path, a_map()), "--json"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
