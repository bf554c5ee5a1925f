"""When a recipient that has not answered is reminded, and when it counts as unanswered."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

REMINDERS: Final = 2


class Next(StrEnum):
    WAIT = "wait"
    REMIND = "remind"
    GIVE_UP = "give up"


def next_step(*, last_asked: date, reminders: int, on: date, after_days: int) -> Next:
    """What is to be done on the day `on`, the recipient having been asked or reminded last on `last_asked`.

    Each of two reminders, and after them the end of asking, comes `after_days` whole days after the one before. A day on
    which nobody looked puts off what follows and leaves nothing out.
    """
    if on < last_asked + timedelta(days=after_days):
        return Next.WAIT
    return Next.REMIND if reminders < REMINDERS else Next.GIVE_UP


def answer_by(*, last_asked: date, reminders: int, after_days: int) -> date:
    """The day on which it counts as unanswered, if nobody answers before and every reminder goes out on its day."""
    return last_asked + timedelta(days=after_days * (REMINDERS - reminders + 1))
