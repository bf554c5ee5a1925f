from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.partner.rules.directory.evidence import (
    Evidence,
    Fact,
    FactKind,
    bears_the_name_of_a_cic,
    evidence_of,
)
from fourfold.partner.rules.directory.layouts import KNOWN, LAYOUTS, Held, ListKind, faults_of_mapping
from fourfold.partner.rules.directory.rows import (
    RowLeftOut,
    RowRead,
    postcode_in,
    read_list,
    website_in,
)

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "directory_rows.yaml").read_text(encoding="utf-8")
)


def read(kind: str, *rows: dict[str, Any]) -> list[RowRead | RowLeftOut]:
    """Rows under headings that are the columns' own names."""
    headings = list(dict.fromkeys(name for row in rows for name in row))
    return list(
        read_list(
            [[None if row.get(name) is None else str(row[name]) for name in headings] for row in rows],
            kind=ListKind(kind),
            headings=headings,
            columns={place: Held(name) for place, name in enumerate(headings)},
            first_row=2,
        )
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["case"]))
def test_the_worked_examples(example: dict[str, Any]) -> None:
    (row,) = read(example["kind"], example["row"])

    if "left_out" in example:
        assert isinstance(row, RowLeftOut)
        assert row.words == example["left_out"]
        return
    assert isinstance(row, RowRead), row
    assert row.sector == example["sector"]
    assert dict(row.numbers) == example["numbers"]
    assert {fact.kind.value: fact.value for fact in row.facts} == example["facts"]
    assert evidence_of(row.facts) == example["evidence"]
    assert row.postcode == example.get("postcode", "")


def test_the_second_of_two_alike_and_of_one_grant_is_left_out() -> None:
    row = {"name": "A Trust", "charity_number": "1999001"}
    assert read("charities", row, row)[1] == RowLeftOut(3, "It is the same as row 2")
    grant = {"grant": "g-1", "name": "A Trust", "amount": "5", "awarded_on": "2025-05-01"}
    assert read("grants", grant, {**grant, "amount": "6"})[1] == RowLeftOut(3, "It is the same as row 2")


def test_a_row_is_the_same_row_in_another_order_of_columns() -> None:
    row = {"name": "A Trust", "charity_number": "1999001", "postcode": "QB1 2CD"}
    (one,) = read("charities", row)
    (other,) = read("charities", dict(reversed(row.items())))
    assert isinstance(one, RowRead)
    assert isinstance(other, RowRead)
    assert one.digest == other.digest


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Second Spring CIC", True),
        ("Second Spring C.I.C", True),
        ("Second Spring Community Interest Company (Leeds)", True),
        ("CIC Housing Ltd", False),
        ("Cicada Films", False),
    ],
)
def test_the_name_of_a_community_interest_company_ends_so(name: str, *, is_one: bool) -> None:
    assert bears_the_name_of_a_cic(name) is is_one


def test_what_shows_a_social_enterprise() -> None:
    charity = Fact(FactKind.CHARITY, "1000003")
    own_lock = Fact(FactKind.ASSET_LOCK, "Clause 4", by_itself=True)
    assert evidence_of([]) is Evidence.NONE
    assert evidence_of([charity]) is Evidence.NONE
    assert evidence_of([charity], says_so=True) is Evidence.SAID
    assert evidence_of([charity, own_lock]) is Evidence.SAID
    assert evidence_of([Fact(FactKind.LEGAL_FORM, "Community Interest Company"), own_lock]) is Evidence.SHOWN


@given(st.text(max_size=60))
def test_no_website_runs_anything_and_no_postcode_is_anything_else(text: str) -> None:
    website = website_in(text)
    assert website == "" or website.startswith(("http://", "https://"))
    assert not set(website) & set("<>\"' ")
    assert postcode_in(text) == "" or postcode_in(postcode_in(text)) == postcode_in(text)


def test_every_known_heading_holds_a_column_of_its_list() -> None:
    for kind in ListKind:
        assert set(KNOWN[kind].values()) <= set(LAYOUTS[kind].columns)
        assert all(heading == " ".join(heading.casefold().split()) for heading in KNOWN[kind])


def test_a_column_that_is_needed_or_given_twice_is_named() -> None:
    layout = LAYOUTS[ListKind.CHARITIES]
    assert faults_of_mapping({0: Held.NAME}, layout) == ("Choose the heading that holds “Charity number”",)
    assert faults_of_mapping({0: Held.NAME, 1: Held.CHARITY_NUMBER, 2: Held.NAME}, layout) == (
        "“Name of the organisation” is given to more than one heading. Choose one",
    )
