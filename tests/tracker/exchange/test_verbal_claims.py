"""One list of verbal claims, for our own findings and for the audit of published figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fourfold.tracker.exchange.strict_file import FileFault
from fourfold.tracker.exchange.verbal_claims import read_claims, verbal_claims
from fourfold.tracker.exchange.wave_2014 import figures_of_2014
from fourfold.tracker.rules.figures.published import Figure
from fourfold.tracker.rules.tables.claims import Sort, claims_in

FILE = """checked_by: us
claims:
  "half": {kind: share, readings: {2020-01-01: {least: "49", most: "51", reason: "r"}, 2026-01-01: {least: "48", below: "52", reason: "s"}}}
"""


def test_the_audit_of_2014_reads_two_thirds_as_our_findings_do() -> None:
    two_thirds = verbal_claims()["two thirds"]
    of_2014 = [
        each
        for each in figures_of_2014().statements
        if isinstance(each, Figure) and each.words == "two thirds"
    ]
    assert len(of_2014) == 2
    assert {(each.low, each.high) for each in of_2014} == {(two_thirds.low, two_thirds.high)}
    assert (two_thirds.low, two_thirds.high) == (Decimal(64), Decimal(69))


def test_the_latest_reading_holds_and_an_old_one_can_be_asked_for() -> None:
    assert read_claims(FILE.encode())["half"].range_text == "from 48 below 52"
    assert read_claims(FILE.encode(), on=date(2021, 1, 1))["half"].range_text == "from 49 to 51"
    assert read_claims(FILE.encode(), on=date(2019, 1, 1)) == {}


def test_ends_belong_to_a_claim_unless_they_are_open() -> None:
    half = read_claims(FILE.encode())["half"]
    assert [half.holds(share) for share in (47.999, 48, 51.999, 52)] == [False, True, True, False]


def test_of_words_within_words_the_longest_is_the_claim() -> None:
    assert claims_in("Almost two thirds, and a third; almost all.", verbal_claims()) == [
        "almost two thirds", "a third", "almost all",
    ]  # fmt: skip


def test_every_claim_has_a_reason_and_shares_are_shares() -> None:
    for claim in verbal_claims().values():
        assert len(claim.reason) > 5
        if claim.sort is Sort.SHARE:
            assert Decimal(0) <= (claim.low or Decimal(0)) <= (claim.high or Decimal(100)) <= Decimal(100)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('least: "49", most: "51", ', "", "give at most one of least and above"),
        ('least: "49"', 'least: "52"', "the lower end is above the upper"),
        ("kind: share", "kind: guess", "line 3: claims.half.kind"),
        ('reason: "r"', 'reason: "n/a"', "is not an answer"),
    ],
)
def test_a_list_that_is_at_fault_is_refused(before: str, after: str, said: str) -> None:
    with pytest.raises(FileFault, match=said):
        read_claims(FILE.replace(before, after, 1).encode())
