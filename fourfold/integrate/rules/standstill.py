"""How long a buyer stands still between telling the bidders and signing: by the law under which the procurement began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.integrate.rules.outcome import STANDSTILL_2015, Law
from fourfold.integrate.rules.routes import STANDSTILLS, Basis
from fourfold.integrate.rules.working_days import Calendar, not_counted, nth_working_day, on_or_after

# Procurement Act 2023, section 51(2); Public Contracts Regulations 2015, regulation 87(2), for notices sent electronically.
WORKING_DAYS: Final = 8
CALENDAR_DAYS: Final = 10
_ONE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standstill:
    """From `first` to the end of `last`; the contract may be signed from the day after. `steps` say how it was reckoned."""

    first: date
    last: date
    steps: tuple[str, ...]
    basis: Basis

    @property
    def may_sign_from(self) -> date:
        return self.last + _ONE


def standstill(law: Law, begins_on: date, calendar: Calendar) -> Standstill:
    """Under the Act, `begins_on` is the day on which the contract award notice is published; under the Regulations of
    2015, that on which the last letter was sent, electronically. Raises NotInCalendar, and ValueError for another law.
    """
    if law is Law.ACT:
        return _of_the_act(begins_on, calendar)
    if law is Law.PCR:
        return _of_2015(begins_on, calendar)
    message = f"{law} knows no standstill."
    raise ValueError(message)


def _of_the_act(published: date, calendar: Calendar) -> Standstill:
    last = nth_working_day(published, WORKING_DAYS, calendar)
    return Standstill(
        published,
        last,
        (
            say(
                "Eight working days beginning with the day on which the contract award notice is published: {day}.",
                day=day_text(published),
            ),
            *_left_out(published, last, calendar),
            say("The eighth is {last}; the contract may be signed from the day after.", last=day_text(last)),
        ),
        STANDSTILLS,
    )


def _of_2015(sent: date, calendar: Calendar) -> Standstill:
    tenth = sent + timedelta(days=CALENDAR_DAYS)
    last = on_or_after(tenth, calendar)
    moved = (
        ()
        if last == tenth
        else (
            say(
                "That is no working day, so that the period runs to the end of the next: {last}.",
                last=day_text(last),
            ),
        )
    )
    return Standstill(
        sent + _ONE,
        last,
        (
            say(
                "To the end of the tenth day after the last letter was sent electronically on {sent}: {tenth}.",
                sent=day_text(sent),
                tenth=day_text(tenth),
            ),
            *moved,
            say("The contract may be signed from the day after."),
        ),
        STANDSTILL_2015,
    )


def _left_out(first: date, last: date, calendar: Calendar) -> tuple[str, ...]:
    return (
        say("Saturdays and Sundays do not count."),
        *(
            say("{day} does not count: {name}.", day=day_text(day), name=name)
            for day, name in not_counted(first, last, calendar)
        ),
    )
