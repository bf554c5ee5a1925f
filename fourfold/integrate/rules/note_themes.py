"""By what a benefit, a barrier, an idea, a cost and how content one was are told apart: as the survey of 2014 did."""

from __future__ import annotations

from typing import Final

from fourfold.ground.kernel.said import say

# By kind of note. The benefits are those of figure 5 of the report of 2014, the barriers those that its section 2.3 lists.
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
        "beyond-the-act": say("Applying it beyond what the Social Value Act asks for"),
        "defining": say("Defining it"),
        "measuring-before": say("Measuring it in the commissioning process"),
        "measuring-after": say("Measuring it after commissioning"),
        "everyday": say("Making it part of everyday procurement"),
        "following-up": say("Following up what contractors do"),
        "extra-cost": say("Understanding what it costs in addition"),
        "inside": say("Support inside the organisation"),
        "outside": say("Support of partners outside"),
        "bidders": say("Bidders' understanding of what is meant"),
        "law": say("Fear of conflict with procurement law"),
        "the-act": say("The Act does not define it"),
        "tick-box": say("A ticked box, and no prime consideration"),
        "best-price": say("Conflict with the best price"),
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
