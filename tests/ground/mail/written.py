"""Mails to test with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.mail.tables import OutboxMail
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.declaration import declared
from tests.ground.jobs.asked import NOON

if TYPE_CHECKING:
    from fourfold.ground.people.tables import Person

OPTIONAL, NEEDED = "test.optional", "test.needed"


def a_letter(**different: Any) -> Letter:
    said: dict[str, Any] = {
        "subject": "Please confirm a delivery",
        "paragraphs": ("40 hours of support were reported.", "Tell them <b>if</b> that is right & true."),
        "todo": ("Confirm it", "/deliveries/X/answer/"),
    }
    return Letter(**{**said, **different})


def a_mail(
    to: Person | str, *, kind: str = OPTIONAL, owner: int | None = None, key: str = "", **different: Any
) -> OutboxMail | None:
    with declared(person=None, organisation=owner, reason="For a test"):
        return post(kind=kind, letter=a_letter(**different), to=to, owner=owner, key=key, at=NOON)


def kept(mail: OutboxMail | None) -> OutboxMail:
    assert mail is not None
    with as_tenant(MAINTENANCE):
        return OutboxMail.objects.get(pk=mail.pk)


def outbox() -> list[OutboxMail]:
    with as_tenant(MAINTENANCE):
        return list(OutboxMail.objects.order_by("pk"))
