"""The labelled pairs are those that the rule drew, every one is judged, and there are enough of them."""

from __future__ import annotations

from collections import Counter

from tests.builders.linkage import MATCHES, Label, labels, labels_of_other_councils
from tests.partner.linkage.drawing import draw, half_of, suppliers


def test_the_pairs_are_those_that_the_rule_drew() -> None:
    drawn = {
        (pair.half, pair.stratum, pair.likeness, pair.supplier, pair.candidate) for pair in draw(suppliers())
    }
    kept = {_drawn(label) for label in labels() if not label.stratum.startswith("+")}
    assert kept == drawn


def test_there_are_at_least_400_of_all_kinds_and_no_supplier_is_two_bodies() -> None:
    matches = Counter(label.match for label in labels())
    assert sum(matches.values()) >= 400
    assert set(matches) == set(MATCHES)
    for several in (labels(), labels_of_other_councils()):
        assert max(Counter(label.supplier for label in several if label.match == "yes").values()) == 1


def test_whoever_doubts_says_why_and_halves_follow_from_the_name() -> None:
    for label in (*labels(), *labels_of_other_councils()):
        assert label.reason or label.match != "doubtful", label
    assert all(label.half == half_of(label.supplier) for label in labels())
    assert {label.half for label in labels_of_other_councils()} == {"final"}


def _drawn(label: Label) -> tuple[str, str, float, str, str]:
    return (label.half, label.stratum, label.likeness, label.supplier, label.candidate)
