"""The mail by which those who bid hear that it is decided: that there is something to read, and nothing of what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.integrate.models import Procurement

OUTCOME_MAIL: Final = "integrate.outcome"


def post_outcome(
    procurement: Procurement, *, bidder: int, ready: str, href: str, key: str, on: date, at: datetime
) -> None:
    """`ready` is a sentence on what can be read at `href`. To each who bids for that organisation, once for each `key`."""
    # Mail is not sealed.
    mail = Letter(
        subject=say("The outcome of a tender you bid for: {title}", title=procurement.title),
        paragraphs=(
            say(
                "{buyer} has decided on “{title}”. {ready}",
                buyer=procurement.owner.name,
                title=procurement.title,
                ready=ready,
            ),
        ),
        todo=(say("Read it"), href),
    )
    for person in people_with_role(organisation=bidder, role=Role.SUPPLIER, on=on):
        post(kind=OUTCOME_MAIL, letter=mail, to=person, owner=procurement.owner_id, key=key, at=at)
