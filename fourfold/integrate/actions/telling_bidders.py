"""Everybody with a draft, a bid or an interest in a tender is told by mail that a question was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse

from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.queries import people_with_role
from fourfold.ground.people.tables import Role
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.models import Clarification

if TYPE_CHECKING:
    from datetime import date, datetime

TELL: Final = "integrate.tell_bidders"
ANSWERED: Final = "integrate.answered"


def tell(*, clarification: Clarification, organisation: int, on: date, at: datetime) -> None:
    """Writes to those of the organisation who bid. The mail is the bidder's: the buyer cannot read who was told."""
    reason = say("Told of an answer about a tender")
    with (
        transaction.atomic(),
        declared(person=None, organisation=organisation, reason=reason),
        as_tenant(organisation),
    ):
        for person in people_with_role(organisation=organisation, role=Role.SUPPLIER, on=on):
            post(
                kind=ANSWERED,
                letter=_letter(clarification),
                to=person,
                owner=organisation,
                key=clarification.ref,
                at=at,
            )


def _letter(clarification: Clarification) -> Letter:
    procurement = clarification.procurement
    return Letter(
        subject=say("A question about “{title}” was answered", title=procurement.title),
        paragraphs=(
            say("Asked: {question}", question=clarification.question),
            say("{buyer} answers: {answer}", buyer=procurement.owner.name, answer=clarification.answer),
            say("Every bidder gets the same answer. It is part of the tender."),
        ),
        todo=(
            say("Read the tender with all answers"),
            reverse("tender", kwargs={"ref": procurement.ref}) + "#answers",
        ),
    )
