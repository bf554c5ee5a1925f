from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.integrate.rules.bid_document import BidDocument, NotABid, OfferedQuantity, missing, read_bid

amounts = st.none() | st.decimals(min_value=0, max_value=10**12, places=2)
documents = st.builds(
    BidDocument,
    price=amounts,
    answers=st.dictionaries(st.text(max_size=10), st.text(max_size=200), max_size=4),
    offers=st.dictionaries(st.text(max_size=10), st.builds(OfferedQuantity, amounts, st.text(max_size=50)), max_size=4),
)


@given(documents)
def test_a_bid_reads_back_as_it_was_written(document):
    assert read_bid(document.to_bytes()) == document


@given(st.binary(max_size=200))
def test_anything_else_is_refused_and_never_breaks(content):
    with pytest.raises(NotABid):
        read_bid(content)


@pytest.mark.parametrize("price", ['"-1"', '"NaN"', '"Infinity"', "[]", '"a lot"'])
def test_a_price_that_is_no_price_is_refused(price):
    with pytest.raises(NotABid):
        read_bid(f'{{"form":"fourfold-bid-1","price":{price},"answers":{{}},"offers":{{}}}}'.encode())


def test_another_form_is_named():
    with pytest.raises(NotABid, match="fourfold-bid-9"):
        read_bid(b'{"form":"fourfold-bid-9","price":null,"answers":{},"offers":{}}')


def test_what_is_missing_is_said_and_nothing_offered_is_an_answer():
    bid = BidDocument(price=None, answers={"Q": " "}, offers={"A": OfferedQuantity(Decimal(0)), "B": OfferedQuantity(None)})
    assert missing(bid, criteria={"Q": "Quality"}, asks={"A": "Apprentices", "B": "Trees"}) == [
        "Enter your price",
        "Answer “Quality”",
        "Enter a quantity for “Trees”; enter 0 if you offer none",
    ]
