"""How what a bidder types is read, by worked examples; and that nothing is lost between fields and a bid."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.quantities import UNITS, unit_of
from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.integrate.rules.bid_document import BidDocument, BidFile, OfferedQuantity, read_bid
from fourfold.integrate.rules.bid_fields import (
    BidField,
    Kind,
    counted,
    document_of,
    read_typed,
    unread_gaps,
    values_in,
)

EXAMPLES: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parents[2] / "worked_examples" / "bid_answers.yaml").read_text(encoding="utf-8")
)
FIELDS = (
    BidField(Kind.PRICE, "", "Price", "", "Price"),
    BidField(Kind.IDENTIFIER, "", "Number", "", "Price"),
    BidField(Kind.ANSWER, "Q", "Quality", "", "Quality", "Q"),
    BidField(Kind.QUANTITY, "A", "Apprenticeships", "", "Social", "S", unit_of("apprenticeships")),
    BidField(Kind.METHOD, "A", "How", "", "Social", "S"),
    BidField(Kind.PERCENT, "P", "Pledge", "", "Social", "S"),
    BidField(Kind.QUANTITY, "R", "Room hire", "", "Social", "S", unit_of("sessions")),
    BidField(Kind.COST, "R", "What it costs you", "", "Social", "S"),
    BidField(Kind.ACCEPTS, "F", "Fair pay", "", "Conditions"),
    BidField(Kind.EVIDENCE, "C", "Open days", "", "Conditions", place=0),
    BidField(Kind.EVIDENCE, "C", "A fund", "", "Conditions", place=1),
)


def asked(what: str) -> BidField:
    if what in UNITS:
        return BidField(Kind.QUANTITY, "A", what, "", "", "", unit_of(what))
    return BidField(Kind(what), "", what, "", "")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: f"{each['asked']} {each['typed']}")
def test_the_worked_examples(example: dict[str, str]) -> None:
    field = asked(example["asked"])
    if "refused" in example:
        with pytest.raises(NotUnderstood, match=example["refused"]):
            read_typed(field, example["typed"])
        return
    read = read_typed(field, example["typed"])
    assert (str(read) if read is not None else "nothing") == example["read"]


amounts = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
words = st.none() | st.text(min_size=1, max_size=30)


yes_or_no = st.none() | st.booleans()


@given(st.tuples(amounts, words, words, amounts, words, amounts, amounts, amounts, yes_or_no, words, words))
def test_values_become_a_bid_and_come_out_of_it_again(values: tuple[Any, ...]) -> None:
    given_values = dict(zip((field.key for field in FIELDS), values, strict=True))
    document = document_of(FIELDS, given_values)
    assert values_in(FIELDS, document) == given_values
    assert read_bid(document.to_bytes()) == document
    # Whatever the order in which a tender asks.
    backwards = document_of(FIELDS[::-1], given_values)
    assert (backwards.price, backwards.offers, backwards.answers) == (
        document.price,
        document.offers,
        document.answers,
    )


def test_what_could_not_be_read_is_said_and_comes_back_with_files_and_all() -> None:
    document = BidDocument(
        price=None,
        offers={"A": OfferedQuantity(None, "With the college")},
        files=(BidFile("a" * 64, "b" * 64, "Plan.pdf", "application/pdf", 5, "Q"),),
        unread={"quantity_A": "a dozen"},
    )
    assert read_bid(document.to_bytes()) == document
    [gap] = unread_gaps(FIELDS, document)
    assert "“Apprenticeships”, where you wrote “a dozen”" in gap
    assert "is not a number" in gap
    assert counted(FIELDS, document) == {"method": 1, "file": 1}
    assert unread_gaps(FIELDS, BidDocument(price=Decimal(1))) == []


def test_a_bid_of_the_first_form_is_read_as_before() -> None:
    old = b'{"answers":{"Q":"So"},"form":"fourfold-bid-1","offers":{},"price":"5"}'
    assert read_bid(old) == BidDocument(price=Decimal(5), answers={"Q": "So"})
