"""What two names say when they are held against each other, and what becomes of a supplier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.partner.rules.linkage import weights
from fourfold.partner.rules.linkage.bodies import Body, Supplier
from fourfold.partner.rules.linkage.comparing import (
    compare_councils,
    compare_forms,
    compare_kinds,
    compare_words,
)
from fourfold.partner.rules.linkage.linking import Directory, Linked, Verdict
from fourfold.partner.rules.linkage.words import words_of

EXAMPLES = Path(__file__).parents[3] / "worked_examples" / "linkage"
NAMES: list[dict[str, Any]] = yaml.safe_load((EXAMPLES / "names.yaml").read_text(encoding="utf-8"))
LINKS: dict[str, list[dict[str, Any]]] = yaml.safe_load((EXAMPLES / "links.yaml").read_text(encoding="utf-8"))
BODIES = [
    Body(
        key=each["key"],
        name=each["name"],
        is_council=each.get("council", False),
        other_names=tuple(each.get("also", ())),
        initials=each.get("initials", ""),
        numbers=each.get("numbers", {}),
        exists_from=each.get("from"),
        exists_until=each.get("until"),
    )
    for each in LINKS["bodies"]
]
SUPPLIERS = [Supplier(each["name"], each.get("numbers", {}), each.get("paid")) for each in LINKS["suppliers"]]
LINKED = dict(zip(SUPPLIERS_AT := range(len(SUPPLIERS)), Directory(BODIES).link(SUPPLIERS), strict=True))
words = st.text("abcdefghij &.'-()/", max_size=30)
a_name = st.one_of(words, st.sampled_from([each["name"] for each in LINKS["suppliers"]]))


@pytest.mark.parametrize("example", NAMES, ids=lambda each: f"{each['supplier']} / {each['body']}")
def test_names_held_against_each_other(example: dict[str, Any]) -> None:
    ours, theirs, council = (
        words_of(example["supplier"]),
        words_of(example["body"]),
        example.get("council", False),
    )
    found = compare_words(ours, theirs)
    if example["finds"] == "nothing":
        assert found is None
        return
    assert found is not None
    kinds = compare_councils(ours, [theirs.kinds]) if council else compare_kinds(ours, theirs)
    assert [str(found[0]), str(kinds), str(compare_forms(ours, theirs, is_council=council))] == example[
        "finds"
    ]


@pytest.mark.parametrize("place", SUPPLIERS_AT, ids=lambda at: LINKS["suppliers"][at]["name"])
def test_what_becomes_of_a_supplier(place: int) -> None:
    example, linked = LINKS["suppliers"][place], LINKED[place]
    assert str(linked.verdict) == example["verdict"], linked.candidates
    if "body" in example:
        assert linked.candidates[0].body.key == example["body"]


def test_what_spoke_adds_up_to_the_weight_and_says_so_in_words() -> None:
    for linked in LINKED.values():
        for candidate in linked.candidates:
            assert candidate.weight == pytest.approx(
                candidate.start + sum(each.weight for each in candidate.spoke)
            )
            assert all(each.found.words for each in candidate.spoke)
            assert candidate.start == weights.START


@given(st.lists(a_name, max_size=6), st.randoms())
@settings(max_examples=60)
def test_neither_the_order_of_suppliers_nor_of_bodies_says_anything(names: list[str], random: Any) -> None:
    shuffled = random.sample(BODIES, len(BODIES))
    plainly = _said(Directory(BODIES).link([Supplier(name) for name in names]))
    assert sorted(_said(Directory(shuffled).link([Supplier(name) for name in reversed(names)]))) == sorted(
        plainly
    )


@given(a_name)
@settings(max_examples=100)
def test_one_of_them_or_nobody(name: str) -> None:
    (linked,) = Directory(BODIES).link([Supplier(name)])
    chances = [each.probability for each in linked.candidates]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) < 1
    assert (linked.body is None) == (linked.verdict is not Verdict.LINKED)


def _said(links: list[Linked]) -> list[tuple[str, str, list[tuple[str, float]]]]:
    return [
        (
            each.supplier.name,
            str(each.verdict),
            [(one.body.key, round(one.weight, 6)) for one in each.candidates],
        )
        for each in links
    ]
