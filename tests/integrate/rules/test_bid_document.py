from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.quantities import unit_of
from fourfold.integrate.rules.bid_document import (
    BidDocument,
    NotABid,
    OfferedQuantity,
    missing,
    read_bid,
    unfit,
)

amounts = st.none() | st.decimals(min_value=0, max_value=10**12, places=2)
documents = st.builds(
    BidDocument,
    price=amounts,
    answers=st.dictionaries(st.text(max_size=10), st.text(max_size=200), max_size=4),
    offers=st.dictionaries(
        st.text(max_size=10), st.builds(OfferedQuantity, amounts, st.text(max_size=50)), max_size=4
    ),
)


@given(documents)
def test_a_bid_reads_back_as_it_was_written(document: BidDocument) -> None:
    assert read_bid(document.to_bytes()) == document


@given(st.binary(max_size=200))
def test_anything_else_is_refused_and_never_breaks(content: bytes) -> None:
    with pytest.raises(NotABid):
        read_bid(content)


@pytest.mark.parametrize("price", ['"-1"', '"NaN"', '"Infinity"', "[]", '"a lot"'])
def test_a_price_that_is_no_price_is_refused(price: str) -> None:
    with pytest.raises(NotABid):
        read_bid(f'{{"form":"fourfold-bid-1","price":{price},"answers":{{}},"offers":{{}}}}'.encode())


def test_another_form_is_named() -> None:
    with pytest.raises(NotABid, match="fourfold-bid-9"):
        read_bid(b'{"form":"fourfold-bid-9","price":null,"answers":{},"offers":{}}')


def test_what_is_missing_is_said_and_nothing_offered_is_an_answer() -> None:
    bid = BidDocument(
        price=None, answers={"Q": " "}, offers={"A": OfferedQuantity(Decimal(0)), "B": OfferedQuantity(None)}
    )
    assert missing(bid, criteria={"Q": "Quality"}, asks={"A": "Apprentices", "B": "Trees"}) == [
        "Enter your price",
        "Answer “Quality”",
        "Enter a quantity for “Trees”; enter 0 if you offer none",
    ]


UNITS_ASKED = {"ask": unit_of("apprenticeships"), "other": unit_of("hours")}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, []),
        ({"price": None, "offers": {}}, []),
        ({"price": Decimal(0)}, []),
        (
            {"price": Decimal("1000000000000.01")},
            ["Enter a price in pounds and pence, from 0 to 1,000,000,000,000"],
        ),
        ({"price": Decimal("0.001")}, ["Enter a price in pounds and pence, from 0 to 1,000,000,000,000"]),
        ({"price": Decimal("Infinity")}, ["Enter a price in pounds and pence, from 0 to 1,000,000,000,000"]),
        (
            {"offers": {"ask": OfferedQuantity(Decimal("1.5"))}},
            ["The number of apprenticeships must be a whole number, not 1.5"],
        ),
        ({"offers": {"other": OfferedQuantity(Decimal("1.50"))}}, []),
        (
            {"offers": {"other": OfferedQuantity(Decimal("1.505"))}},
            ["Enter the number of hours with at most two decimal places"],
        ),
        ({"offers": {"not asked": OfferedQuantity(Decimal("NaN"))}}, []),
        (
            {"answers": {"criterion": "a\x00b"}},
            ["Your words hold an invisible character (code 0). Type them again"],
        ),
    ],
)
def test_what_no_contract_could_take_over_is_said_before_sealing(
    changed: dict[str, Any], says: list[str]
) -> None:
    given = {
        "price": Decimal("100.50"),
        "answers": {"criterion": "Well"},
        "offers": {"ask": OfferedQuantity(Decimal(3))},
    }
    assert unfit(BidDocument(**{**given, **changed}), units=UNITS_ASKED) == says
