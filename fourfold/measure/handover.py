"""What of Measure stands in somebody's own name: findings that they are to answer."""

from __future__ import annotations

from django.urls import reverse

from fourfold.ground.kernel.said import say
from fourfold.ground.people import handover
from fourfold.ground.people.handover import OpenWork
from fourfold.measure.queries import findings

MOST = 50


def register() -> None:
    handover.register("finding", _findings)


def _findings(*, organisation: int, person: int) -> list[OpenWork]:
    """The most urgent first."""
    return [
        OpenWork(
            say("A finding to answer: {about}", about=each.about),
            reverse("finding", kwargs={"ref": each.ref}),
        )
        for each in findings.to_answer(owner=organisation, person=person)[:MOST]
    ]
