"""The services of an organisation: the parts that buy and decide by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.define.models import Service
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import date

    from fourfold.ground.people.actor import Actor


def check_can_change(by: Actor) -> None:
    check_role(by, Role.LEAD, Role.ADMINISTRATOR, to=say("say which services there are and who leads"))


def can_change(by: Actor) -> bool:
    return by.has(Role.LEAD, Role.ADMINISTRATOR)


def add(*, by: Actor, name: str) -> Service:
    """Refuses a name that one of the organisation's services has, whatever its capitals."""
    check_can_change(by)
    if not name.strip():
        message = say("Enter the name of the service")
        raise Refused(message, field="name")
    with change(by=by, owner=by.organisation_id, reason=say("Added a service")):
        own = Service.objects.filter(owner_id=by.organisation_id)
        if any(each.name.casefold() == name.strip().casefold() for each in own):
            message = say("“{name}” is a service already", name=name.strip())
            raise Refused(message, field="name")
        ref = new_reference()
        created: Service = Service.objects.create(
            owner_id=by.organisation_id, ref=ref, root=ref, name=name.strip()
        )
    return created


def close(*, by: Actor, service: Service, seen: int, on: date) -> Service:
    """From the day after, nothing offers it; what was said of it stays. Refused while it has a champion."""
    check_can_change(by)
    with change(by=by, owner=service.owner_id, reason=say("Closed a service")):
        if service.champions.filter(ended_on=None).exists():
            message = say("It has a champion. End that first")
            raise Refused(message)
        return update(service, version=seen, closed_on=on)
