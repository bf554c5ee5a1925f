"""Who acts: a person, for one organisation, with the roles held there today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import begun_small, say, say_joined
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import date


class NotAllowed(Exception):
    """Says in a sentence to the person why not. Pages show it beside the button that cannot be pressed."""


@dataclass(frozen=True, slots=True)
class Actor:
    person_id: int
    person_ref: str
    name: str
    email: str
    organisation_id: int
    organisation_ref: str
    organisation_name: str
    sector: str
    roles: frozenset[str]
    # The organisation requires of one of these roles that more than a password was proved. The middleware sees to it.
    needs_second_step: bool = False
    # The last day of an organisation that has ended and is followed: it is read as it was, and closed for new acts.
    ended_on: date | None = None
    # Who delegated a role to this person, or was delegated one by them, today or not long ago.
    one_with: frozenset[int] = frozenset()

    @property
    def eyes(self) -> frozenset[int]:
        """The keys of the people who count as one where two are demanded: this person first among them."""
        return self.one_with | {self.person_id}

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def check_role(by: Actor, *roles: str, to: str) -> None:
    """Refuses with the roles that may, in words: "Only a contract manager can verify a delivery".

    In an organisation that has ended, what only its administrators do is still done: they wind it up.
    """
    if Role.ADMINISTRATOR not in roles:
        check_still_there(by)
    if not by.has(*roles):
        names = say_joined([begun_small(Role(role).label) for role in roles], last="or")
        message = say(
            "Only an {names} of {organisation_name} can {to}."
            if names[0] in "aeiou"
            else "Only a {names} of {organisation_name} can {to}.",
            names=names,
            organisation_name=by.organisation_name,
            to=to,
        )
        raise NotAllowed(message)


def check_other_eyes(by: Actor, *earlier: int | None, or_else: str) -> None:
    """Refuses the second of two acts that need two people, where the keys `earlier` are of those who did the first.

    `or_else` is the refusal of one who did it themselves.
    """
    if by.person_id in earlier:
        raise NotAllowed(or_else)
    if not by.one_with.isdisjoint(earlier):
        raise NotAllowed(
            say(
                "You and the person who did the step before this are standing in for one another, or were not long ago. "
                "That makes you one pair of eyes, and two are needed here."
            )
        )


def check_still_there(by: Actor) -> None:
    """Refuses new acts in the name of an organisation that has ended and is followed."""
    if by.ended_on is not None:
        message = say(
            "{organisation_name} ended on {ended_on}. You can read everything as it was; what is "
            "open is for those that follow it.",
            organisation_name=by.organisation_name,
            ended_on=day_text(by.ended_on),
        )
        raise NotAllowed(message)
