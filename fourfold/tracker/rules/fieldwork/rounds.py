"""Whom a round of invitations goes to. The second goes out two weeks after the first, to those who have not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

FIRST: Final = 1
ROUNDS: Final = (1, 2)
BETWEEN: Final = timedelta(days=14)


class InRound(StrEnum):
    """What a round is for one contact."""

    DUE = "due"
    TOO_SOON = "too_soon"
    WRITTEN_TO = "written_to"
    NOT_IN_THE_FIRST = "not_in_the_first"
    ANSWERED = "answered"
    REFUSED = "refused"
    WANTS_NO_SURVEYS = "wants_no_surveys"
    LEFT_OUT = "left_out"
    NO_ADDRESS = "no_address"


@dataclass(frozen=True, slots=True)
class Contact:
    """`answered` where their organisation's record is complete, or they sent what they had to say.

    `written_to` has the day of each round in which they were written to.
    """

    has_address: bool = True
    wants_no_surveys: bool = False
    left_out: bool = False
    refused: bool = False
    answered: bool = False
    written_to: tuple[tuple[int, date], ...] = ()


def in_round(contact: Contact, number: int, *, on: date) -> InRound:  # noqa: PLR0911  (a table of reasons)
    """The first reason that holds, those that a later day does not change before others."""
    days = dict(contact.written_to)
    if contact.left_out:
        return InRound.LEFT_OUT
    if contact.wants_no_surveys:
        return InRound.WANTS_NO_SURVEYS
    if not contact.has_address:
        return InRound.NO_ADDRESS
    if number in days:
        return InRound.WRITTEN_TO
    if contact.answered:
        return InRound.ANSWERED
    if contact.refused:
        return InRound.REFUSED
    if number == FIRST:
        return InRound.DUE
    if number - 1 not in days:
        return InRound.NOT_IN_THE_FIRST
    return InRound.DUE if on >= days[number - 1] + BETWEEN else InRound.TOO_SOON
