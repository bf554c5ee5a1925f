"""What a column of a list of contacts may hold."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping


class Held(StrEnum):
    ORGANISATION = "organisation"
    NUMBER = "number"
    SECTOR = "sector"
    SIZE = "size"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    POST = "post"
    EMAIL = "email"
    PHONE = "phone"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Held.ORGANISATION: say("Organisation"),
    Held.NUMBER: say("Its number in a register"),
    Held.SECTOR: say("What kind of organisation it is"),
    Held.SIZE: say("Its size: people who live there, homes or staff"),
    Held.NAME: say("Name of the contact"),
    Held.FIRST_NAME: say("First name"),
    Held.LAST_NAME: say("Last name"),
    Held.POST: say("Post or job title"),
    Held.EMAIL: say("E-mail address"),
    Held.PHONE: say("Telephone"),
}
# As lists of members, of subscribers and of a council's officers head their columns; small letters, single spaces.
HEADINGS: Final[Mapping[str, str]] = {
    heading: column
    for column, headings in {
        Held.ORGANISATION: (
            "organisation", "organisation name", "organization", "company", "company name", "council",
            "authority", "local authority", "landlord", "provider", "provider name", "account name", "employer",
        ),
        Held.NUMBER: (
            "registration number", "registered number", "rp code", "ons code", "gss code", "organisation code",
        ),
        Held.SECTOR: ("sector", "type", "organisation type", "kind of organisation"),
        Held.SIZE: ("size", "size band", "homes", "units", "stock", "population"),
        Held.NAME: ("name", "contact", "contact name", "full name", "person"),
        Held.FIRST_NAME: ("first name", "firstname", "forename", "given name"),
        Held.LAST_NAME: ("last name", "lastname", "surname", "family name"),
        Held.POST: ("post", "job title", "position", "role", "title of post"),
        Held.EMAIL: ("email", "e-mail", "email address", "e-mail address", "mail"),
        Held.PHONE: ("phone", "telephone", "tel", "phone number", "telephone number", "direct line", "mobile"),
    }.items()
    for heading in headings
}  # fmt: skip


def faults_of_mapping(chosen: Mapping[int, Held]) -> tuple[str, ...]:
    """What is wanting or stands twice, each as a sentence."""
    given = list(chosen.values())
    faults = []
    if Held.ORGANISATION not in given:
        faults.append(say("Choose the heading that holds “{column}”", column=Held.ORGANISATION.words))
    if Held.EMAIL not in given and Held.PHONE not in given:
        faults.append(
            say(
                "Choose the heading that holds “{email}” or “{phone}”: nobody can be asked without one of them",
                email=Held.EMAIL.words,
                phone=Held.PHONE.words,
            )
        )
    faults += [
        say("“{column}” is given to more than one heading. Choose one", column=column.words)
        for column in Held
        if given.count(column) > 1
    ]
    return tuple(faults)
