"""The timetable: what comes round again and again, written in code, and the jobs that are made for it.

The row of a line is locked while its job is made, so of two schedulers one makes it and the other finds it made. The lock ends
with its transaction, and so no clock can keep it or break it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.db import transaction

from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.jobs.tables import Job, JobState, Scheduled
from fourfold.ground.kernel.timetable import is_due
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class ComesRound(Protocol):
    def slot(self, now: datetime) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timetable: work of the installation's own of that kind, whenever `comes` comes round.

    `wanted` is asked first, as maintenance: where there is nothing to do, no job is made, and it is asked again soon.
    """

    kind: str
    title: str
    comes: ComesRound
    wanted: Callable[[], bool] = lambda: True


_lines: dict[str, Line] = {}


def timetable(line: Line) -> None:
    _lines[line.kind] = line


def tick(*, at: datetime) -> list[Job]:
    """Makes the jobs that are due, each once, and gives them. Safe to call as often as one likes, by any number at once."""
    last = dict(Scheduled.objects.values_list("name", "last_slot"))
    due = [
        line for line in _lines.values() if is_due(slot=line.comes.slot(at), last=last.get(line.kind), now=at)
    ]
    made = [_make(line, at) for line in due]
    return [job for job in made if job is not None]


def _make(line: Line, at: datetime) -> Job | None:
    """None where it is not wanted, another scheduler was quicker, or the job of an earlier slot is not over yet."""
    slot = line.comes.slot(at)
    with as_tenant(MAINTENANCE):
        if not line.wanted():
            return None
    Scheduled.objects.get_or_create(name=line.kind)
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=f"The timetable: {line.title}"),
        as_tenant(MAINTENANCE),
    ):
        row = Scheduled.objects.select_for_update().get(name=line.kind)
        if not is_due(slot=slot, last=row.last_slot, now=at):
            return None
        row.last_slot = slot
        row.save(update_fields=["last_slot"])
        if Job.objects.filter(kind=line.kind, owner=None, state=JobState.WAITING).exists():
            return None
        key = slot.isoformat()
        if Job.objects.filter(kind=line.kind, owner=None, key=key).exists():
            # Done already, by a clock that ran ahead and was put right since.
            return None
        return enqueue(kind=line.kind, title=line.title, owner=None, key=key, at=at)
