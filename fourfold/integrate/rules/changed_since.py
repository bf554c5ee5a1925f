"""What became different of a procurement since the law was asked about it, so that the answer is of another contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.money import Money
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


def changed_since(
    *, kind: tuple[str, str], amount: tuple[Decimal | None, Decimal | None], kinds: Mapping[str, str]
) -> tuple[str, ...]:
    """Each pair is what stood when the law was asked and what stands now; `kinds` are the words for them."""
    found = []
    if kind[0] != kind[1]:
        found.append(
            say(
                "it was “{before}” and is “{now}”",
                before=kinds.get(kind[0], kind[0]),
                now=kinds.get(kind[1], kind[1]),
            )
        )
    if amount[0] != amount[1]:
        found.append(
            say("the estimate was {before} and is {now}", before=_money(amount[0]), now=_money(amount[1]))
        )
    return tuple(found)


def _money(amount: Decimal | None) -> str:
    return say("not known") if amount is None else Money(amount, "GBP").exact()
