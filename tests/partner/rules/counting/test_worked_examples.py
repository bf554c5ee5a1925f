"""Claims worked by hand, and claims that are refused with what is wrong, where, and how to go on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from fourfold.partner.rules.counting.claims import BadClaims, Merge, Reversal, SameKey, Split
from fourfold.partner.rules.counting.counting import count
from fourfold.partner.rules.counting.findings import shown
from tests.builders.claims import claim, event, person

if TYPE_CHECKING:
    from fourfold.partner.rules.counting.claims import Record

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "counting" / "claims.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["case"]))
def test_the_worked_examples(example: dict[str, Any]) -> None:
    counted = count([claim(**each) for each in example["claims"]])

    assert {each.claim.ref: str(each.counted) for each in counted.claims} == example["counts"]
    if "says" in example:
        assert [each.says for each in counted.findings] == example["says"]


A = claim("A", 10, event=1)
P = claim("P", 2, "people", persons=[1, 2])
REFUSED: dict[str, tuple[list[Record], str]] = {
    "130% of attribution": ([claim("A", 10, event=1, share="1.3")], "A: A share is more than 0% and at most 100%, not 130%"),
    "130% between two": (
        [claim("A", 10, event=1, share="0.8"), claim("B", 10, event=1, share="0.5")],
        "A: A and B have agreed shares of the same that come to 130%",
    ),
    "no tier": ([claim("A", tier=0)], "A: The tier is 1"),
    "no measure": ([claim("A", measure=" ")], "A: A claim says its measure"),
    "days": ([claim("A", ends_on=date(2025, 1, 1))], "ends before it starts"),
    "a person key without its salt": ([claim("A", persons=["0" * 64])], "person key without its salt"),
    "event and persons": ([claim("A", event=1, persons=[1])], "Make two claims"),
    "once per person and an event": ([claim("A", event=1, once_per_person=True)], "keys of persons instead"),
    "a person twice": ([claim("A", 2, persons=[1, 1])], "named twice"),
    "more people than keys": ([claim("A", 3, "people", persons=[1, 2])], "3 people are claimed and 2 persons"),
    "more than the whole": ([claim("A", 3, event=1, whole=2)], "3 of 2"),
    "a whole in parts": ([claim("A", 1, "people", event=1, whole="1.5")], "counted in people"),
    "a person who is two": ([claim("A", 1, "people", persons=[1], whole=2)], "A person is one"),
    "too fine": ([claim("A", "0.125")], "two decimal places"),
    "two units": ([claim("A", measure="m"), claim("B", 1, "days", measure="m")], "B: In claim A the measure m is in hours"),
    "once and more": (
        [claim("A", persons=[1], measure="m"), claim("B", persons=[1], measure="m", once_per_person=True)],
        "counts a person more than once",
    ),
    "two groups": ([claim("A", exclusion_group="g"), claim("B")], "excludes the group"),
    "two salts": (
        [claim("A", persons=[1]), claim("B", persons=[person(1, "2027a")])],
        "B: Its person key is of the salt 2027a, and others are of 2026a",
    ),
    "one reference": ([A, claim("A", 11, event=1)], "Two different records"),
    "one reference in a split": ([A, Split("S", "A", (claim("A", 10, event=1),))], "Two claims have this reference"),
    "of nothing": ([Reversal("R", "X")], "R: There is no claim X"),
    "taken away twice": (
        [A, Reversal("R", "A"), Split("S", "A", (claim("B", 10, event=1),))],
        "A: R and S all take it away",
    ),
    "a split that grows": ([A, Split("S", "A", (claim("B", 11, event=1),))], "more or less than 10 hours"),
    "a split of another event": ([A, Split("S", "A", (claim("B", 10, event=2),))], "not of the same persons or event"),
    "a split of other days": (
        [A, Split("S", "A", (claim("B", 10, event=1, ends_on=date(2026, 2, 1)),))],
        "keep measure, days and recipient",
    ),
    "a split of another person": (
        [P, Split("S", "P", (claim("B", 2, "people", persons=[1, 3]),))],
        "not of the same persons",
    ),
    "a split with a new share": ([A, Split("S", "A", (claim("B", 10, event=1, share="1/2"),))], "agreed shares"),
    "a merge that grows": (
        [A, claim("B", 10, event=1), Merge("M", ("A", "B"), claim("C", 20, event=1))],
        "More comes out of the merge",
    ),
    "a merge without keys that grows": (
        [claim("A", 1), claim("B", 1), Merge("M", ("A", "B"), claim("C", 3))],
        "More comes out of the merge than went in",
    ),
    "a merge of measures": (
        [A, claim("B", 10, "pounds", event=1), Merge("M", ("A", "B"), claim("C", 10, event=1))],
        "Only claims of one measure",
    ),
    "a merge of other days": (
        [A, Merge("M", ("A",), claim("C", 10, event=1, ends_on=date(2026, 2, 1)))],
        "the first and the last day",
    ),
    "a person that is an event": ([A, SameKey("E", (event(1), person(1)))], "of one person, or of one event"),
    "the same as a name": ([A, SameKey("E", ("person:Jane Doe",))], "somebody's name"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_counted_is_refused(case: str) -> None:
    records, says = REFUSED[case]
    with pytest.raises(BadClaims) as refusal:
        count(records)
    assert says in str(refusal.value)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(BadClaims) as refusal:
        count([claim("A", tier=0), claim("B", event=1, share="1.3"), Reversal("R", "X")])
    assert [(fault.ref, fault.part) for fault in refusal.value.faults] == [
        ("A", "tier"),
        ("B", "share"),
        ("R", "of"),
    ]


def test_split_and_merged_back_it_counts_as_before() -> None:
    parts = (claim("A1", 4, event=1, whole=10), claim("A2", 6, event=1, whole=10, tier=2))
    records: list[Record] = [A, Split("S", "A", parts), Merge("M", ("A1", "A2"), claim("C", 10, event=1))]

    assert [(each.claim.ref, each.counted) for each in count(records[:2]).claims] == [("A1", 4), ("A2", 6)]
    assert [(each.claim.ref, each.counted) for each in count(records).claims] == [("C", 10)]


def test_a_sum_larger_than_a_quantity_is_shown_too() -> None:
    assert shown(Decimal(3 * 10**9), A.quantity.unit) == "3,000,000,000 hours"
