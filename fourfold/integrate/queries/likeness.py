"""What there is to see in the words of opened bids: copied, empty, unfinished. Shown to who scores; it scores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.integrate.models import BidAnswer
from fourfold.integrate.rules.likeness import Found, Sign, signs

if TYPE_CHECKING:
    from fourfold.integrate.models import Criterion, OpenedBid


@dataclass(frozen=True, slots=True)
class Flag:
    """`found` in an answer; `bidder` is the name of the one it is shared with."""

    found: Found
    bidder: str

    @property
    def sign(self) -> Sign:
        return self.found.sign


def flags_of(opened_bid: OpenedBid, criteria: list[Criterion]) -> dict[int, list[Flag]]:
    """By criterion key, for the criteria that ask for words. One query for the words of all bids."""
    asked = {criterion.pk: criterion.question for criterion in criteria if criterion.question}
    texts: dict[int, dict[str, str]] = {}
    names = {}
    rows = BidAnswer.objects.filter(opened_bid__procurement=opened_bid.procurement_id, criterion__in=asked)
    for criterion, bid, bidder, text in rows.values_list(
        "criterion_id", "opened_bid__ref", "opened_bid__bidder__name", "text"
    ):
        texts.setdefault(criterion, {})[bid] = text
        names[bid] = bidder
    found = {}
    for criterion, question in asked.items():
        answers = texts.get(criterion, {})
        own = answers.pop(opened_bid.ref, "")
        found[criterion] = [
            Flag(each, names.get(each.other, "")) for each in signs(own, question=question, others=answers)
        ]
    return found
