"""When an adopted policy is due for review, and when it has lapsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SOON_DAYS = 60


class ReviewState(StrEnum):
    IN_DATE = "in date"
    DUE_SOON = "due soon"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Review:
    due_on: date
    state: ReviewState
    days_left: int


def review(adopted_on: date, *, years: int, on: date) -> Review:
    """Due `years` after adoption, on the same day (28 February for one of 29); lapsed from the day after."""
    if years < 1:
        message = "A review cycle is at least a year."
        raise ValueError(message)
    try:
        due_on = adopted_on.replace(year=adopted_on.year + years)
    except ValueError:
        due_on = date(adopted_on.year + years, 2, 28)
    left = (due_on - on).days
    state = (
        ReviewState.LAPSED if left < 0 else ReviewState.DUE_SOON if left <= SOON_DAYS else ReviewState.IN_DATE
    )
    return Review(due_on, state, left)
