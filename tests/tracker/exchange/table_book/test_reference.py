"""The published form is what the reader takes, and the examples of the documentation work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from fourfold.config.command_line import main
from fourfold.tracker.exchange.table_book.making import make_book
from fourfold.tracker.exchange.table_book.reference import published_schema, reference
from fourfold.tracker.rules.tables.table import Status
from tests.tracker.table_books import as_data, specification

DOCS = Path(__file__).parents[4] / "docs"


def example() -> str:
    page = (DOCS / "how-to" / "make-survey-tables.md").read_text(encoding="utf-8")
    return page.split("```yaml\n", 1)[1].split("```", 1)[0]


def test_the_pages_in_the_documentation_are_the_published_ones(capsys: pytest.CaptureFixture[str]) -> None:
    schema = (DOCS / "reference" / "survey-tables.schema.json").read_text(encoding="utf-8")
    assert json.loads(schema) == published_schema()
    assert (DOCS / "reference" / "survey-tables.md").read_text(encoding="utf-8") == reference()
    assert main(["tracker", "specification"]) == 0
    assert capsys.readouterr().out == schema
    assert main(["tracker", "specification", "--page"]) == 0
    assert capsys.readouterr().out == reference()


def test_the_schema_takes_what_the_reader_takes() -> None:
    Draft202012Validator.check_schema(published_schema())
    validator = Draft202012Validator(published_schema())
    validator.validate(specification(2))
    validator.validate(yaml.safe_load(example()))


@pytest.mark.parametrize(
    "changes",
    [{"tables": []}, {"oops": "1"}, {"rules": {"places": 1}}, {"population": {"target": "all", "estimand": "people"}}],
)  # fmt: skip
def test_it_refuses_what_the_reader_refuses(changes: dict[str, Any]) -> None:
    assert not Draft202012Validator(published_schema()).is_valid(specification(1, **changes))


def test_every_key_is_on_the_page() -> None:
    page = reference()
    for part in [published_schema(), *published_schema()["$defs"].values()]:
        for key in part.get("properties", {}):
            assert f"| `{key}` |" in page


def test_the_example_of_the_how_to_makes_its_tables() -> None:
    rows = []
    for at in range(120):
        council = at < 60
        answer = "yes" if at % 60 < (45 if council else 15) else "no" if at % 3 else "dk"
        gains = {
            name: str((at + shift) % 2) if answer == "yes" else ""
            for name, shift in (("gain_cost", 0), ("gain_jobs", 1))
        }
        rows.append(
            {"kind": "council" if council else "association", "weight": "1.5", "policy": answer, **gains}
        )
    made = make_book(example().encode(), as_data(rows), place="spec.yaml")
    assert made.findings[0].endswith("[table 1]")
    assert {cell.status for row in made.tables[0].rows for cell in row.cells} <= {
        Status.SHOWN,
        Status.WITHHELD,
    }
