"""The weights' shares lie where the tuning half has them, and nowhere else was looked for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import pytest
from scipy import stats

from fourfold.partner.rules.linkage import weights
from fourfold.partner.rules.linkage.comparing import Level
from fourfold.partner.rules.linkage.linking import Linked
from fourfold.partner.rules.linkage.parts import Part
from fourfold.partner.rules.linkage.words import Words, words_of
from tests.builders.linkage import labels, link_suppliers
from tests.partner.linkage.drawing import half_of, suppliers

# Which findings a body's own name leaves to choose between.
CHOICES: dict[str, tuple[Level, ...]] = {
    "words": (Level.WORDS_SAME, Level.WORDS_SLIP, Level.WORDS_MORE, Level.WORDS_FEWER, Level.WORDS_SOME),
    "council": (Level.COUNCIL_SAME, Level.COUNCIL_FITS, Level.COUNCIL_OTHER, Level.COUNCIL_UNSAID),
    "kind said": (Level.KIND_SAME, Level.KIND_LEFT_OFF, Level.KIND_UNSAID, Level.KIND_OTHER),
    "kind not said": (Level.KIND_NEITHER, Level.KIND_ADDED),
    "limited": (Level.FORM_SAME, Level.FORM_LEFT_OFF, Level.FORM_OTHER),
}


@cache
def found_in_true_pairs() -> Mapping[Level | Part, int]:
    """What the tuning half's true pairs show."""
    true = {
        (each.supplier, each.candidate) for each in labels() if each.match == "yes" and each.half == "tuning"
    }
    counted: Counter[Level | Part] = Counter()
    for linked in link_suppliers(suppliers()):
        counted.update(_of_true(linked, true))
    return counted


def _of_true(linked: Linked, true: Iterable[tuple[str, str]]) -> list[Level | Part]:
    return [
        spoke.found
        for candidate in linked.candidates
        if (linked.supplier.name, candidate.body.key) in true
        for spoke in candidate.spoke
    ]


@cache
def names_of_others() -> tuple[Words, ...]:
    matching = {each.supplier for each in labels() if each.match != "no"}
    return tuple(words_of(name) for name in suppliers() if half_of(name) == "tuning" and name not in matching)


@pytest.mark.parametrize("choice", CHOICES)
def test_true_pairs_show_each_finding_as_often_as_is_said(choice: str) -> None:
    levels, counted = CHOICES[choice], found_in_true_pairs()
    of = sum(counted[level] for level in levels)
    assert of
    for level in levels:
        _lies_within(weights.TRUE_PAIRS[level], counted[level], of)


@pytest.mark.parametrize("choice", [name for name in CHOICES if name != "words"])
def test_what_a_body_may_show_comes_to_one(choice: str) -> None:
    for shares in (weights.TRUE_PAIRS, weights.OTHER_PAIRS):
        some = sum(shares[level] for level in CHOICES[choice])
        assert some == pytest.approx(1, abs=0.06), (choice, some)


def test_other_suppliers_show_each_finding_as_often_as_is_said() -> None:
    names = names_of_others()
    of = len(names)
    _lies_within(1 - weights.OTHER_PAIRS[Level.COUNCIL_UNSAID], sum(name.is_council for name in names), of)
    _lies_within(weights.OTHER_PAIRS[Level.KIND_NEITHER], sum(not name.kinds for name in names), of)
    _lies_within(weights.OTHER_PAIRS[Level.FORM_SAME], sum(name.forms == {"limited"} for name in names), of)
    _lies_within(weights.OTHER_PAIRS[Level.FORM_LEFT_OFF], sum(not name.forms for name in names), of)
    rare = sum(bool(name.forms) and name.forms != {"limited"} for name in names)
    _lies_within(weights.OTHER_PAIRS[Level.FORM_OTHER], rare, of)


def test_other_suppliers_have_as_many_words_as_is_said() -> None:
    lengths: dict[int, int] = defaultdict(int)
    names = names_of_others()
    for name in names:
        lengths[min(len(name.own), len(weights.LENGTHS))] += 1
    for place, share in enumerate(weights.LENGTHS, start=1):
        _lies_within(share, lengths[place], len(names))
    assert sum(weights.LENGTHS) == pytest.approx(1)


def test_it_is_the_more_likely_the_more_alike() -> None:
    m, u = weights.TRUE_PAIRS, weights.OTHER_PAIRS
    for better, worse in (
        (Level.COUNCIL_SAME, Level.COUNCIL_FITS),
        (Level.COUNCIL_FITS, Level.COUNCIL_OTHER),
        (Level.COUNCIL_OTHER, Level.COUNCIL_UNSAID),
        (Level.KIND_SAME, Level.KIND_LEFT_OFF),
        (Level.KIND_LEFT_OFF, Level.KIND_OTHER),
        (Level.FORM_SAME_RARE, Level.FORM_SAME),
        (Level.FORM_SAME, Level.FORM_LEFT_OFF),
        (Level.FORM_LEFT_OFF, Level.FORM_OTHER),
        (Level.NUMBER_SAME, Level.NUMBER_OTHER),
        (Level.DAY_LIVING, Level.DAY_ENDED),
        (Level.DAY_ENDED, Level.DAY_NOT_YET),
    ):
        assert m[better] / u[better] > m[worse] / u[worse], (better, worse)


def _lies_within(share: float, having: int, of: int) -> None:
    """In Clopper and Pearson's interval at 95%."""
    interval = stats.binomtest(having, of).proportion_ci(method="exact")
    assert interval.low <= share <= interval.high, (share, having, of, interval)
