"""By what a benefit, a barrier, an idea, a cost and how content one was are told apart: the codes of the survey of 2014."""

from __future__ import annotations

from typing import Final

from fourfold.ground.kernel.said import say

# By kind of note. The benefits are those of figure 5 of the report, the barriers the coded difficulties of figure 6.
THEMES: Final = {
    "benefit": {
        "image": say("Image of the organisation"),
        "community": say("Relations with the community"),
        "service": say("Better services"),
        "innovation": say("New ideas"),
        "cost": say("Saved money"),
        "staff": say("Staff motivation"),
        "rent": say("Tenancies and rent"),
        "other": say("Another benefit"),
    },
    "barrier": {
        "understanding": say("Not understood what is meant"),
        "measuring": say("Hard to measure"),
        "cost": say("Cost of asking for it"),
        "law": say("Unsure what the law allows"),
        "buy-in": say("Little support inside or outside"),
        "other": say("Another barrier"),
    },
    "idea": {"saving": say("A saving"), "innovation": say("A new way of working")},
    "extra-cost": {
        "price": say("In the price of the bids"),
        "officers": say("Officers' time"),
        "bidders": say("Bidders' time"),
    },
    "satisfaction": {
        "very-satisfied": say("Very satisfied"),
        "satisfied": say("Satisfied"),
        "not-satisfied": say("Not satisfied"),
    },
}
# Kinds of which a sum can be told.
WITH_AMOUNT: Final = frozenset({"benefit", "idea", "extra-cost"})
