"""How long to wait before the next try: twice as long each time, up to a longest, and never all at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Retries:
    """At most `most_attempts` tries in all. Between them `first_wait`, then twice that, and so on up to `longest_wait`.

    Of each wait the second half is left to chance, so that what failed together does not come back together.
    """

    most_attempts: int = 5
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        if self.most_attempts < 1:
            message = "What is never tried cannot be tried again: most_attempts is at least 1."
            raise ValueError(message)
        if not timedelta(0) < self.first_wait <= self.longest_wait:
            message = "The first wait is longer than nothing and no longer than the longest."
            raise ValueError(message)


def wait_after(attempts: int, retries: Retries, *, chance: float) -> timedelta | None:
    """The wait after that many failed attempts (1 or more), or None where there is no further try.

    `chance` lies between 0 (half of the wait) and 1 (all of it).
    """
    if attempts < 1 or not 0 <= chance <= 1:
        message = "There was at least one attempt, and chance lies between 0 and 1."
        raise ValueError(message)
    if attempts >= retries.most_attempts:
        return None
    whole = retries.first_wait
    for _ in range(attempts - 1):
        whole *= 2
        if whole >= retries.longest_wait:
            # Left early: a number of attempts without measure would make a wait without measure on the way.
            whole = retries.longest_wait
            break
    return whole / 2 + whole / 2 * chance
