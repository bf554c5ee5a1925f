from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.partner.rules.directory.rows import sector_in
from fourfold.partner.rules.partnership.satisfaction import Satisfaction, by_mix
from fourfold.partner.rules.partnership.savings import Confidence, Saving, SavingMethod, by_agency
from fourfold.partner.rules.partnership.sectors import PART_OF, Part, gaps, mix_of, mix_words

EXAMPLES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "partnerships.yaml").read_text(encoding="utf-8")
)
MIXES = st.frozensets(st.sampled_from(list(Part)), min_size=1)
SAVINGS = st.builds(
    Saving,
    agency=st.sampled_from(("Police", "Council")),
    budget=st.sampled_from(("Custody", "Housing")),
    amount=st.decimals(min_value=1, max_value=10**6, places=2),
    method=st.sampled_from(list(SavingMethod)),
    confidence=st.sampled_from(list(Confidence)),
)


def cases(part: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("example", EXAMPLES[part], ids=lambda example: str(example["case"]))


@cases("savings")
def test_savings_as_worked_by_hand(example: dict[str, Any]) -> None:
    saved = by_agency(
        Saving(
            each["agency"],
            each["budget"],
            Decimal(each["amount"]),
            SavingMethod(each["method"]),
            Confidence(each["confidence"]),
        )
        for each in example["savings"]
    )
    assert [
        {
            "agency": each.agency,
            "budget": each.budget,
            "method": str(each.method),
            "amount": str(each.amount),
            "parts": each.parts,
            "confidence": str(each.confidence),
        }
        for each in saved
    ] == example["saved"]


@cases("satisfaction")
def test_satisfaction_as_worked_by_hand(example: dict[str, Any]) -> None:
    table = by_mix(
        (
            (frozenset(Part(part) for part in each["mix"]), answer)
            for each in example["ratings"]
            for answer in Satisfaction
            for _ in range(each.get(answer, 0))
        ),
        least=example["least"],
    )
    assert table is not None
    for row, wanted in zip(table.rows, example["rows"], strict=True):
        assert {str(part) for part in row.mix} == set(wanted["mix"])
        if wanted.get("withheld"):
            assert row.total is None
            assert None in row.counts
        else:
            assert list(row.counts) == wanted["counts"]
            assert row.total == wanted["total"]
    if "all" in example:
        assert list(table.all.counts) == example["all"]["counts"]
        assert table.all.total == example["all"]["total"]
    assert table.content == (None if example["content"] is None else Decimal(example["content"]))


@cases("missing")
def test_missing_sectors_as_worked_by_hand(example: dict[str, Any]) -> None:
    found = gaps(example["own"], [frozenset(each) for each in example["others"]], least=example["least"])
    assert [[each.sector, each.have, each.of] for each in found] == example["gaps"]


@given(st.lists(SAVINGS, max_size=12))
def test_savings_are_all_there_and_unlike_ones_apart(savings: list[Saving]) -> None:
    saved = by_agency(savings)
    assert by_agency(reversed(savings)) == saved
    assert sum(each.parts for each in saved) == len(savings)
    plain: Counter[tuple[str, str, str]] = Counter()
    for each in savings:
        plain[each.agency, each.budget, each.method] += each.amount  # type: ignore[assignment]  # of amounts
    assert {(each.agency, each.budget, each.method): each.amount for each in saved} == dict(plain)


@given(st.lists(st.tuples(MIXES, st.sampled_from(list(Satisfaction))), min_size=1, max_size=40))
def test_no_small_count_of_members_is_ever_shown(ratings: list[tuple[frozenset[Part], Satisfaction]]) -> None:
    table = by_mix(ratings, least=5)
    assert table is not None
    plain = Counter(ratings)
    for row in table.rows:
        for answer, count in zip(Satisfaction, row.counts, strict=True):
            assert count is None or count == plain[row.mix, answer]
            assert count is None or count == 0 or count >= 5
    assert table.withheld == any(None in (*row.counts, row.total) for row in (*table.rows, table.all))


def test_the_mix_is_said_in_the_sectors_of_the_survey() -> None:
    assert mix_words(mix_of(["housing_association", "local_authority"])) == "public alone"
    assert mix_words(mix_of(["private", "charity", "other_public"])) == "public, third sector and private"
    assert mix_words(mix_of([])) == "nobody yet"


def test_kinds_of_organisation_are_read_as_people_write_them() -> None:
    for written, sector in (
        ("NHS trust", "other_public"),
        ("Social enterprise (CIC)", "social_enterprise"),
        ("Voluntary & community", "charity"),
        ("Housing Associations", "housing_association"),
        ("Council", "local_authority"),
    ):
        assert sector_in(written) == sector
        assert sector in PART_OF
