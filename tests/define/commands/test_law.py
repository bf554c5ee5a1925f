"""`fourfold law`: the answer alone on standard output, and a refusal that names the flag, the value and what is taken."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fourfold.config.command_line import main

SOUND = {
    "--authority": "sub-central",
    "--nation": "england",
    "--kind": "services",
    "--value": "210000",
    "--vat": "included",
    "--on": "2026-01-05",
}


def words(**changed: str) -> list[str]:
    given = {**SOUND, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    return ["law", "check", *(part for pair in given.items() for part in pair)]


def asked(capsys: pytest.CaptureFixture[str], *more: str, **changed: str) -> dict[str, Any]:
    assert main([*words(**changed), *more, "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    answer: dict[str, Any] = json.loads(said.out)
    return answer


def test_the_answer_is_json_of_exactly_this_shape(capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys)
    assert list(answer) == ["rulings"]
    for ruling in answer["rulings"]:
        assert list(ruling) == ["rule", "answer", "reasons", "sources", "to_record"]
        assert ruling["reasons"]
    act = answer["rulings"][0]
    assert (act["rule"], act["answer"]) == ("social-value-act-2012", "applies")
    assert {source["grade"] for source in act["sources"]} == {"primary", "secondary"}
    assert act["to_record"][0].keys() == {"what", "by_when", "source"}


@pytest.mark.parametrize(
    ("flags", "answer"),
    [
        ((), "applies"),
        (("--call-off",), "does-not-apply"),
        (("--framework",), "applies"),
        (("--light-touch",), "applies"),
        (("--concession",), "does-not-apply"),
        (("--framework", "--light-touch"), "applies"),
        (("--vat-rate", "5"), "applies"),
    ],
)
def test_the_flags_change_the_facts(
    capsys: pytest.CaptureFixture[str], flags: tuple[str, ...], answer: str
) -> None:
    assert asked(capsys, *flags)["rulings"][0]["answer"] == answer


@pytest.mark.parametrize("value", ["210,000", "£210,000.00", "210k", "0.21 million"])
def test_money_may_be_written_as_people_write_it(capsys: pytest.CaptureFixture[str], value: str) -> None:
    assert asked(capsys, value=value)["rulings"][0]["answer"] == "applies"


def test_a_scenario_adds_a_ruling_that_is_marked_hypothetical(capsys: pytest.CaptureFixture[str]) -> None:
    rulings = asked(capsys, "--scenario", "stronger-act", kind="works", value="6000000")["rulings"]
    assert rulings[0]["answer"] == "does-not-apply"
    assert rulings[-1]["rule"] == "hypothetical-social-value-act-2012"
    assert rulings[-1]["answer"] == "applies"
    assert rulings[-1]["reasons"][0].startswith("Hypothetical, not law.")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"authority": "council"}, ("--authority", "council", "best-value")),
        ({"nation": "france"}, ("--nation", "france", "scotland")),
        ({"kind": "stuff"}, ("--kind", "stuff", "services")),
        ({"vat": "perhaps"}, ("--vat", "perhaps", "excluded")),
        ({"value": "NaN"}, ("--value", "NaN", "180,000")),
        ({"value": "inf"}, ("--value", "inf", "180,000")),
        ({"value": "-5"}, ("--value", "-5", "nought")),
        ({"value": "1,00"}, ("--value", "1,00", "more than one way")),
        ({"value": "1e5"}, ("--value", "1e5", "180,000")),
        ({"value": "10.001"}, ("--value", "10.001", "pennies")),
        ({"value": ""}, ("--value", "''", "180,000")),
        ({"on": "2026-02-30"}, ("--on", "2026-02-30", "does not exist")),
        ({"on": "5 January"}, ("--on", "5 January", "2026-11-23")),
        ({"on": "1899-01-01"}, ("--on", "1899-01-01", "1900")),
        ({"vat_rate": "much"}, ("--vat-rate", "much", "per cent")),
        ({"main_part": "air"}, ("--main-part", "air", "works")),
        ({"scenario": "utopia"}, ("--scenario", "utopia", "stronger-act")),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], changed: dict[str, str], named: tuple[str, ...]
) -> None:
    assert main(words(**changed)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    for part in named:
        assert part in said.err


def test_two_routes_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*words(), "--framework", "--call-off"])
    assert end.value.code == 2
    assert capsys.readouterr().out == ""


def test_for_people_what_applies_comes_first_and_no_advice_last(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words()) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "APPLIES"
    assert lines[-1].startswith("This is no legal advice.")
    assert any(line.startswith("  To record: What was considered") for line in lines)


def test_the_calendar_is_in_order_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "calendar", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["to_read"]
    assert [row["by"] for row in rows] == sorted(row["by"] for row in rows)
    assert {"law.thresholds.works", "social-value-act-2012"} <= {row["key"] for row in rows}
    assert next(row for row in rows if row["key"] == "law.thresholds.works")["by"] == "2028-01-01"
    assert main(["law", "calendar"]) == 0
    assert capsys.readouterr().out.count("Last checked") == len(rows)
