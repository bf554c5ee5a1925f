"""Browsers of people who are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor


def client_of(actor: Actor) -> Client:
    client = Client()
    with declared(person=None, organisation=None, reason="Signed in for a test"):
        client.force_login(Person.objects.get(pk=actor.person_id))
    return client
