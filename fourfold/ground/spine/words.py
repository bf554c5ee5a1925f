"""What things are called on pages: one of them, and several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping

KIND_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "policy": (say("policy"), say("policies")),
    "invitation": (say("invitation to comment"), say("invitations to comment")),
    "comment": (say("comment"), say("comments")),
    "question": (say("question about a tender"), say("questions about tenders")),
    "clarification": (say("question about a bid"), say("questions about bids")),
    "signature": (say("request to put its name to a policy"), say("requests to put its name to a policy")),
    "issue": (say("issue named by a community"), say("issues named by a community")),
    "issue group": (say("group of issues"), say("groups of issues")),
    "service": (say("service"), say("services")),
    "figures": (say("file of figures by area"), say("files of figures by area")),
    "strategic commitment": (say("commitment of the policy"), say("commitments of the policy")),
    "leadership": (say("who leads"), say("who leads")),
    "priority": (say("priority"), say("priorities")),
    "outcome": (say("outcome"), say("outcomes")),
    "measure": (say("measure"), say("measures")),
    "consultation": (say("consultation"), say("consultations")),
    "procurement": (say("procurement"), say("procurements")),
    "joint procurement": (say("joint procurement"), say("joint procurements")),
    "ask": (say("ask"), say("asks")),
    "bid": (say("bid"), say("bids")),
    "participation": (say("request to take part"), say("requests to take part")),
    "selection": (say("decision on a first stage"), say("decisions on first stages")),
    "award letter": (say("letter on an award"), say("letters on awards")),
    "offer": (say("offer"), say("offers")),
    "contract": (say("contract"), say("contracts")),
    "commitment": (say("commitment"), say("commitments")),
    "delivery": (say("delivery"), say("deliveries")),
    "confirmation": (say("confirmation"), say("confirmations")),
    "verification": (say("verification"), say("verifications")),
    "directory entry": (say("directory entry"), say("directory entries")),
    "directory list": (say("list in the directory"), say("lists in the directory")),
    "account": (say("account"), say("accounts")),
    "account line": (say("account line"), say("account lines")),
    "valuation": (say("valuation"), say("valuations")),
    "finding": (say("finding"), say("findings")),
}
