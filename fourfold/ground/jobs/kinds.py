"""What kinds of work there are. Each storey registers its own when Django starts; a job names its kind by words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.ground.kernel.backoff import Retries

if TYPE_CHECKING:
    from collections.abc import Callable

    from fourfold.ground.jobs.running import Running


class GiveUp(Exception):
    """Trying again would not help; the sentence says to the owner what is wrong and what to do."""


class TryAgain(Exception):
    """It did not work this time and may the next: what was needed did not answer. The sentence says what."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job, in a sentence, and the address on this site (beginning with /) where it can be seen."""

    words: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of work is done.

    Not `stepwise`: `run` is one transaction together with the note that the job is done, so a worker that is killed leaves
    nothing behind and the next one begins afresh. It must be over within `lease`.
    `stepwise`: `run` opens transactions of its own, one for each step, and must be safe to repeat; it tells its progress at
    least once in each `lease`, and can be cancelled where it does.
    """

    name: str
    run: Callable[[Running], Outcome]
    stepwise: bool = False
    lease: timedelta = timedelta(minutes=2)
    retries: Retries = field(default_factory=Retries)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Registering a name again replaces it, as when Django starts twice in one process."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    """None for a kind of an earlier or later version, which this program does not know."""
    return _kinds.get(name)
