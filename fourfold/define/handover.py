"""What of Define stands in somebody's own name: what they lead on."""

from __future__ import annotations

from django.urls import reverse

from fourfold.define.queries.leadership import led_by
from fourfold.ground.kernel.said import say
from fourfold.ground.people import handover
from fourfold.ground.people.handover import OpenWork


def register() -> None:
    handover.register("lead", _leading)


def _leading(*, organisation: int, person: int) -> list[OpenWork]:
    return [
        OpenWork(
            say("What they lead on: {role}", role=each.get_role_display()),
            reverse("hand_over_lead", kwargs={"ref": each.ref}),
        )
        for each in led_by(owner=organisation, person=person)
    ]
