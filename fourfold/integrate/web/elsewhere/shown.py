"""What a bidder wrote elsewhere, as words beside each question."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.integrate.rules.bid_fields import yes_or_no_words

if TYPE_CHECKING:
    from fourfold.integrate.queries.elsewhere import BroughtBack
    from fourfold.integrate.rules.bid_fields import BidField, Value


def answer_words(brought: BroughtBack) -> list[tuple[str, str]]:
    """Questions that were answered, each with its answer."""
    return [(field.title, _words(field, value)) for field, value in brought.answers if value is not None]


def _words(field: BidField, value: Value) -> str:
    if isinstance(value, bool):
        yes, no = yes_or_no_words()
        return yes if value else no
    if isinstance(value, Decimal):
        number = f"{value.normalize():,f}"
        return f"{number} {field.counted_in}".strip()
    return value
