"""Browsers of people who are signed in, and the words of the pages that they see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.test import Client

from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor


def signed_in(who: Actor | Person | int | str) -> Client:
    """The browser of an actor or a person: of one of the demonstration by their name, of another by their key."""
    client = Client()
    match who:
        case str():
            person = Person.objects.get(name=who)
        case int():
            person = Person.objects.get(pk=who)
        case Person():
            person = who
        case _:
            person = Person.objects.get(pk=who.person_id)
    with declared(person=None, organisation=None, reason="Signed in for a test"):
        client.force_login(person)
    return client


def source(answer: Any) -> str:
    """The page with its markup, as one line. (What Django's test client answers with has no one type.)"""
    return " ".join(answer.content.decode().split())


def words(answer: Any) -> str:
    """What stands in the main part of a page, without its markup, as one line."""
    main = re.split(r"</?main\b[^>]*>", answer.content.decode())[1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
